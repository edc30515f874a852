/** The hint stands under its field, so that fields side by side stay in line. */
export const hintBelow: { inputWrapperOrder: ("label" | "input" | "description" | "error")[] } = {
  inputWrapperOrder: ["label", "input", "description", "error"],
};

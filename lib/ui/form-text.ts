/** What was typed into a field; a file, which no such field can hold, counts as nothing. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

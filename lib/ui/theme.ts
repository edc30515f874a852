import {
  Button,
  Checkbox,
  createTheme,
  Drawer,
  type CSSVariablesResolver,
  Menu,
  Modal,
  NativeSelect,
  NumberInput,
  PasswordInput,
  Radio,
  Select,
  Textarea,
  TextInput,
} from "@mantine/core";
import classes from "./theme.module.css";

const input = {
  defaultProps: { size: "sm" },
  classNames: { input: classes.input, label: classes.label, description: classes.description, error: classes.error },
};

const overlayProps = { color: "var(--scrim)", backgroundOpacity: 1, blur: 0 };

/** A window's head is not the banner of the page. */
const plainHeader = { header: { role: "presentation" } };

/** Mantine's settings; every colour it shows comes from tokens.css through the resolver below. */
export const theme = createTheme({
  primaryColor: "prune",
  primaryShade: { light: 7, dark: 5 },
  colors: {
    prune: [
      "#FAF3F8",
      "#F6EAF2",
      "#E8CBDD",
      "#D6ADC8",
      "#C281AD",
      "#A34C88",
      "#8D3B74",
      "#7A2E63",
      "#64224F",
      "#4C183B",
    ],
    // Where a component of Mantine reaches past the names below, it meets the same greys as everything else.
    gray: [
      "#FAF9FB",
      "#F3F1F6",
      "#ECEAEF",
      "#DFDCE4",
      "#B3AEBC",
      "#878191",
      "#686172",
      "#4E4858",
      "#352F3D",
      "#1D1923",
    ],
    dark: [
      "#EDEAF1",
      "#BDB7C7",
      "#9D96A9",
      "#7E778A",
      "#332E3C",
      "#231F2A",
      "#19161E",
      "#15121A",
      "#100E14",
      "#0C0A10",
    ],
  },
  black: "#1D1923",
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--font-mono)",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1rem", sm: "1.125rem", md: "1.25rem", lg: "1.5rem", xl: "1.625rem" },
  spacing: { xs: "0.25rem", sm: "0.5rem", md: "0.75rem", lg: "1rem", xl: "1.5rem" },
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  breakpoints: { xs: "24.375em", sm: "40em", md: "60em", lg: "77.5em", xl: "90em" },
  headings: {
    fontFamily: "var(--font)",
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.25rem", lineHeight: "1.625rem" },
      h2: { fontSize: "1rem", lineHeight: "1.5rem" },
      h3: { fontSize: "0.8125rem", lineHeight: "1.125rem" },
    },
  },
  shadows: { xs: "none", sm: "var(--float)", md: "var(--float)", lg: "var(--float)", xl: "var(--float)" },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  activeClassName: "",
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm" },
      classNames: { root: classes.button, label: classes.buttonLabel },
    }),
    TextInput: TextInput.extend(input),
    PasswordInput: PasswordInput.extend({
      ...input,
      classNames: { ...input.classNames, innerInput: classes.innerInput },
    }),
    NumberInput: NumberInput.extend(input),
    Textarea: Textarea.extend(input),
    Select: Select.extend(input),
    NativeSelect: NativeSelect.extend(input),
    Checkbox: Checkbox.extend({ defaultProps: { size: "xs", radius: 4 }, classNames: { input: classes.checkbox } }),
    Radio: Radio.extend({ classNames: { radio: classes.radio } }),
    Drawer: Drawer.extend({ defaultProps: { radius: "lg", padding: "lg", overlayProps, attributes: plainHeader } }),
    Menu: Menu.extend({
      // The placeholder is a child that a menu may not have; the first item is focused instead.
      defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 120, transition: "fade" } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: "lg",
        padding: "lg",
        centered: true,
        overlayProps,
        attributes: plainHeader,
        transitionProps: { duration: 160, transition: "fade" },
      },
      classNames: { title: classes.modalTitle, content: classes.modal, header: classes.modalHeader },
    }),
  },
});

const tokens = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-bright": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink3)",
  "--mantine-color-placeholder": "var(--ink3)",
  "--mantine-color-anchor": "var(--accent)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--raised)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-error": "var(--red)",
  "--mantine-color-success": "var(--green)",
  "--mantine-color-disabled": "var(--sunken)",
  "--mantine-color-disabled-color": "var(--ink3)",
  "--mantine-color-disabled-border": "var(--line)",
  "--mantine-color-prune-text": "var(--accent)",
  "--mantine-color-prune-filled": "var(--accent-fill)",
  "--mantine-color-prune-filled-hover": "var(--accent-fill-hover)",
  "--mantine-color-prune-light": "var(--accent-soft)",
  "--mantine-color-prune-light-hover": "var(--accent-soft)",
  "--mantine-color-prune-light-color": "var(--accent)",
  "--mantine-color-prune-outline": "var(--accent)",
  "--mantine-color-prune-outline-hover": "var(--accent-soft)",
  "--mantine-color-red-text": "var(--red)",
  "--mantine-color-red-light": "var(--red-soft)",
  "--mantine-color-red-light-color": "var(--red)",
  "--mantine-color-red-outline": "var(--red)",
} as const;

/** Both schemes get the same names: tokens.css decides what they are in each. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...tokens },
  dark: { ...tokens },
});

/** Whether the words after `audit verify` begin with a file to check: that needs no database, the log itself does. */
export const namesFile = ([first]: readonly string[]): boolean => first !== undefined && !first.startsWith("-");

/** What an entry is erased with, by the name under which a leaf commits to it. */
export const unitOf = ({ unitKind, unitId }: { unitKind: string; unitId: string | null }): string =>
  unitId === null ? "none" : `${unitKind}:${unitId}`;

import type { Column } from "../../parts/Table";

export interface Choice<Key> {
  readonly chosen: readonly Key[];
  /** null: whoever looks may not. */
  readonly onChoose: ((keys: readonly Key[]) => void) | null;
}

/** The column of boxes by which rows are chosen, where they may be. */
export function choosing<Row, Key extends string | number>(name: string, keyOf: (row: Row) => Key, { chosen, onChoose }: Choice<Key>): readonly Column<Row>[] {
  if (!onChoose) return [];
  const box = (key: Key) => (
    <input type="checkbox" aria-label={`${name} ${String(key)}`} checked={chosen.includes(key)}
      onChange={(event) => { onChoose(event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key)); }} />
  );
  return [{ name, isText: true, of: (row) => box(keyOf(row)) }];
}

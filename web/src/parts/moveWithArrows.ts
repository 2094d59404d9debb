import type { KeyboardEvent } from "react";

/** Up and down lead from row to row of a list; each row has one element marked `data-row`. */
export function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement) || event.target.matches("input, select")) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => row === event.target || row.parentElement?.contains(event.target as Node));
  const next = rows[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

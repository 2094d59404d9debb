// What people with an operator's role may have done.
import { deed, type Deed, type Shape } from "./question";

export const startCycle = (marketplaceId: string): Deed<Shape["CycleStarted"]> => deed("/api/v1/cycles", {}, { marketplaceId });

export const promote = (version: string): Deed<Shape["Decision"]> => deed("/api/v1/models/{version}:promote", { path: { version } }, null);
export const rollBack = (marketplaceId: string): Deed<Shape["Decision"]> => deed("/api/v1/models:rollback", {}, { marketplaceId });
export const unpin = (marketplaceId: string): Deed<Shape["Decision"]> => deed("/api/v1/models:unpin", {}, { marketplaceId });

export const acceptLoad = (id: number): Deed<Shape["LoadDecided"]> => deed("/api/v1/loads/{id}:accept", { path: { id: String(id) } }, null);
export const rejectLoad = (id: number): Deed<Shape["LoadDecided"]> => deed("/api/v1/loads/{id}:reject", { path: { id: String(id) } }, null);

/** None named: all. */
const chosen = (marketplaceId: string, keys: readonly string[]): Shape["LettersChosen"] =>
  (keys.length > 0 ? { marketplaceId, keys: [...keys] } : { marketplaceId, all: true });

export const replayLetters = (marketplaceId: string, keys: readonly string[]): Deed<Shape["LettersMoved"]> =>
  deed("/api/v1/dead-letters:replay", {}, chosen(marketplaceId, keys));
export const dropLetters = (marketplaceId: string, keys: readonly string[]): Deed<Shape["LettersMoved"]> =>
  deed("/api/v1/dead-letters:drop", {}, chosen(marketplaceId, keys));

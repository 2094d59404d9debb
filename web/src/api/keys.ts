// API keys: who may ask.
import { deed, question, type Deed, type Shape } from "./question";

export type Key = Shape["Keys"]["keys"][number];
export type KeyWanted = Shape["KeyWanted"];
export type KeyMade = Shape["KeyMade"];

export const keys = question("/api/v1/keys", {});
export const makeKey = (wanted: KeyWanted): Deed<KeyMade> => deed("/api/v1/keys", {}, wanted);
export const revokeKey = (id: string): Deed<Shape["KeyRevoked"]> => deed("/api/v1/keys/{id}:revoke", { path: { id } }, null);

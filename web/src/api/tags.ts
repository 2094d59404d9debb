// What whoever looks calls products; nobody else sees it.
import { addressOf, question, type Deed, type Question, type Shape } from "./question";

export type Tags = Shape["Tags"];

export const tagsOf = (marketplaceId: string, productId = ""): Question<Tags> => question("/api/v1/tags", { query: { marketplaceId, productId } });

interface Change {
  readonly add?: string[];
  readonly remove?: string[];
}
/** Of as many products as one request takes. */
export const changeTags = (marketplaceId: string, productIds: number[], change: Change): Deed<Tags> =>
  ({ address: addressOf("/api/v1/tags:change", { query: { marketplaceId } }), body: { productIds, ...change } satisfies Shape["TagChange"] });

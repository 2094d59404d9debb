// The best products of a whole marketplace: REST ranks them by category, so the best of each branch are put together.
import { ask } from "./ask";
import { graph, type Graph, type Question, type Shape } from "./question";
import { tree } from "./questions";
import type { Choices } from "../state/place";

export interface BestProduct {
  readonly id: string;
  readonly name: string;
  readonly expectedUnits: number | null;
  readonly expectedAmount: number | null;
  readonly seller: { readonly name: string };
}
type Branch = Shape["CategoryTree"]["categories"][number];

/** The tops of the tree. */
const branches = async (marketplace: string, signal: AbortSignal): Promise<Branch[]> =>
  (await ask(tree(marketplace), signal)).body.categories.filter(({ parentId }) => parentId === null);

type Bests = Graph<{ predictions: Record<string, { topProducts: BestProduct[] } | null> }>;

export function bestOfBranches({ marketplace, seller, frame, window, measure }: Choices, roots: readonly Branch[], limit: number): Question<Bests> {
  const one = ({ categoryId }: Branch, index: number) =>
    `b${index}: category(id: "${categoryId}") { topProducts(limit: ${limit}, sort: ${measure === "units" ? "UNITS_DESC" : "DESC"}) { id name expectedUnits expectedAmount seller { name } } }`;
  const whose = seller && `, sellerId: ${JSON.stringify(seller)}`;
  return graph(
    `{ predictions(timeFrame: ${frame.toUpperCase()}, window: ${window.toUpperCase()}, marketplaceId: ${JSON.stringify(marketplace)}${whose}) { ${roots.map(one).join(" ")} } }`);
}

export async function bestOfAll(choices: Choices, limit: number, signal: AbortSignal): Promise<BestProduct[]> {
  const roots = await branches(choices.marketplace, signal);
  const { predictions } = (await ask(bestOfBranches(choices, roots, limit), signal)).body.data;
  const products = Object.values(predictions).flatMap((branch) => branch?.topProducts ?? []);
  const size = (one: BestProduct) => (choices.measure === "units" ? null : one.expectedAmount) ?? one.expectedUnits ?? 0;
  return products.sort((a, b) => size(b) - size(a)).slice(0, limit);
}

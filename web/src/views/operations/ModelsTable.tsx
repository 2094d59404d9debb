import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { StateWord } from "./StateWord";

export function ModelsTable({ models }: { readonly models: Shape["Models"]["models"] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.models} rows={models} keyOf={(model) => model.version} columns={[
      { name: words.stage, isText: true, of: (model) => <StateWord state={model.stage} /> },
      { name: words.version, isText: true, of: (model) => <a href={`/api/v1/models/${encodeURIComponent(model.version)}`}>{model.version}</a> },
      { name: words.model, isText: true, of: (model) => model.kind },
      { name: words.when, isText: true, of: (model) => numbers.moment(model.trainedAt) },
    ]} />
  );
}

// The API as its own document tells it; GETs can be tried.
import { textOf } from "./answer_text.js";
import { element } from "./elements.js";

const LONGEST_SHOWN = 20000;
const document_ = await fetch("/openapi.json").then((answer) => answer.json()).catch(() => null);
const main = document.querySelector("main");

const code = (text) => element("code", { textContent: text });
const named = (ref) => document_.components.schemas[ref.split("/").pop()];

/** A schema as a person would sketch it: {"id": text, "at": time?, "rows": [{...}]}. */
function sketch(schema, depth = 0) {
  if (schema.$ref) return sketch(named(schema.$ref), depth);
  if (schema.anyOf) return `${sketch(schema.anyOf[0], depth)} or null`;
  if (schema.enum) return schema.enum.join(" | ");
  const types = [schema.type ?? "anything"].flat();
  const indent = "  ".repeat(depth + 1);
  const suffix = types.includes("null") ? " or null" : "";
  if (types[0] === "array") return `[${sketch(schema.items, depth)}]${suffix}`;
  if (types[0] === "object" && schema.properties) {
    const member = ([name, inner]) => `${indent}${name}${schema.required?.includes(name) ? "" : "?"}: ${sketch(inner, depth + 1)}`;
    return `{\n${Object.entries(schema.properties).map(member).join("\n")}\n${"  ".repeat(depth)}}${suffix}`;
  }
  return (schema.format ?? types.filter((type) => type !== "null").join(" or ")) + suffix;
}

function input(parameter) {
  const { schema, example, required } = parameter;
  if (!schema.enum) return element("input", { value: parameter.in === "path" || required ? example ?? "" : "", placeholder: example ?? "" });
  const choices = required ? schema.enum : ["", ...schema.enum];
  return element("select", {}, ...choices.map((word) => element("option", { value: word, textContent: word })));
}

function rule({ description, required, schema }) {
  const range = schema.minimum === undefined ? "" : ` ${schema.minimum} to ${schema.maximum}.`;
  return `${description}${required ? " Required." : ""}${range && !description.includes("from") ? range : ""}`;
}

/** The address that the fields ask for. */
function target(path, fields) {
  const query = new URLSearchParams();
  let asked = path;
  for (const { parameter, field } of fields) {
    if (parameter.in === "path") asked = asked.replace(`{${parameter.name}}`, field.value ? encodeURIComponent(field.value) : `{${parameter.name}}`);
    else if (parameter.in === "query" && field.value) query.set(parameter.name, field.value);
  }
  return query.size ? `${asked}?${query}` : asked;
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function example(schema, depth = 0) {
  if (schema.$ref) return example(named(schema.$ref), depth);
  if (schema.anyOf) return example(schema.anyOf[0], depth);
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === "object") return Object.fromEntries((schema.required ?? []).map((name) => [name, example(schema.properties[name], depth + 1)]));
  if (type === "array") return [example(schema.items, depth + 1)];
  if (schema.format) return schema.format === "date" ? "2025-11-20" : "2025-11-20T14:03:59Z";
  return { string: "...", boolean: true }[type] ?? 1;
}

function curl(method, path, operation, fields) {
  const parts = ["curl"];
  if (method !== "get") parts.push("-X", method.toUpperCase());
  if (operation.security.length) parts.push("-H 'Authorization: Bearer '\"$KEY\"");
  for (const [media, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
    const body = media === "application/json" ? JSON.stringify(example(schema)) : "@rows.ndjson";
    parts.push(`-H 'Content-Type: ${media}'`, `--data-binary ${quoted(body)}`);
  }
  return [...parts, quoted(location.origin + target(path, fields))].join(" ");
}

async function tried(address, shown) {
  const key = document.querySelector("#key").value;
  shown.hidden = false;
  shown.textContent = "...";
  try {
    const answer = await fetch(address, { headers: key ? { Authorization: `Bearer ${key}` } : {} });
    const text = await textOf(answer);
    const isJson = /json/.test(answer.headers.get("Content-Type") ?? "") && !/ndjson/.test(answer.headers.get("Content-Type"));
    shown.textContent = `${answer.status}\n${(isJson ? JSON.stringify(JSON.parse(text), null, 2) : text).slice(0, LONGEST_SHOWN)}`;
  } catch (error) {
    shown.textContent = `The server does not answer: ${error.message}`;
  }
}

function answers(responses) {
  const told = (status) => {
    const content = Object.entries(responses[status].content ?? {});
    const row = element("div", { className: "said" }, code(status), ` ${responses[status].description} `, content.map(([media]) => media).join(", "));
    const schema = content[0]?.[1].schema;
    return schema?.$ref && schema.$ref.split("/").pop() !== "Problem" ? [row, element("pre", { textContent: sketch(schema) })] : [row];
  };
  return Object.keys(responses).flatMap(told);
}

function opened(method, path, operation) {
  const fields = operation.parameters.filter((parameter) => parameter.in !== "header").map((parameter) => ({ parameter, field: input(parameter) }));
  const line = element("pre");
  const refresh = () => { line.textContent = curl(method, path, operation, fields); };
  const rows = fields.map(({ parameter, field }) => {
    field.addEventListener("input", refresh);
    return element("label", { className: "field" }, code(parameter.name), field, element("span", { className: "rule", textContent: rule(parameter) }));
  });
  refresh();
  const scope = operation.security[0]?.bearer?.[0];
  const inner = element("div", { className: "inner" }, element("p", { className: "said" }, scope ? `Needs the scope ${scope}.` : "For everybody."), ...rows);
  for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
    inner.append(element("h3", { textContent: "Body" }), element("pre", { textContent: sketch(schema) }));
  inner.append(element("h3", { textContent: "Example" }), line);
  if (method === "get") {
    const shown = element("pre", { hidden: true });
    const button = element("button", { textContent: "Try it", type: "button" });
    button.addEventListener("click", () => tried(target(path, fields), shown));
    inner.append(button, shown);
  }
  inner.append(element("h3", { textContent: "Answers" }), ...answers(operation.responses));
  return inner;
}

function told([method, path, operation]) {
  const summary = element("summary", {}, element("span", { className: "path" }, element("span", { className: "method", textContent: method.toUpperCase() }), ` ${path}`),
    element("div", { className: "said", textContent: operation.summary }));
  const details = element("details", { id: operation.operationId }, summary);
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(opened(method, path, operation)); });
  return details;
}

function show() {
  const all = Object.entries(document_.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [method, path, operation]));
  const tags = [...new Set(all.map(([, , operation]) => operation.tags[0]))];
  const anchor = (tag) => `tag-${tag.toLowerCase().replaceAll(" ", "-")}`;
  document.querySelector("#tags").append(...tags.map((tag) => element("a", { href: `#${anchor(tag)}`, textContent: tag })));
  main.append(element("h1", { textContent: "The API" }), element("p", { className: "under", textContent: document_.info.description }));
  for (const tag of tags)
    main.append(element("h2", { id: anchor(tag), textContent: tag }), ...all.filter(([, , operation]) => operation.tags[0] === tag).map(told));
}

if (document_) show();
else main.append(element("p", { textContent: "The server does not answer. Check that it is running and that you are connected." }));

// A workflow for GitHub Actions on standard input → what GitHub's own parser finds wrong with it,
// and its steps, as JSON.

import { readFileSync } from "node:fs";
import { register } from "node:module";

// The package leaves out what Node wants to be told of a file of JSON.
const hook = `export async function load(url, context, next) {
  const isJson = url.endsWith(".json");
  return next(url, isJson ? { ...context, importAttributes: { type: "json" } } : context);
}`;
register("data:text/javascript," + encodeURIComponent(hook));
const { parseWorkflow, NoOperationTraceWriter, convertWorkflowTemplate } = await import(
  "@actions/workflow-parser"
);

const file = { name: "report.yml", content: readFileSync(0, "utf8") };
const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
const template = value ? await convertWorkflowTemplate(context, value) : { jobs: [] };
const steps = (template.jobs ?? []).flatMap((job) => job.steps ?? []);
console.log(
  JSON.stringify({
    errors: context.errors.getErrors().map((error) => error.message),
    uses: steps.flatMap((step) => step.uses?.value ?? []),
    runs: steps.flatMap((step) => step.run?.source ?? step.run?.value ?? []),
  }),
);

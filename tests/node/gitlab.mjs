// A folder with a .gitlab-ci.yml on standard input → what GitLab's schema finds wrong with it, and
// the commands of its jobs, as JSON.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const folder = readFileSync(0, "utf8");
// The program is written for a Node that has this method already.
const union = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); }";
const program = resolve("node_modules/gitlab-ci-local/dist/index.js");
const listed = spawnSync(
  process.execPath,
  ["--import", "data:text/javascript," + encodeURIComponent(union), program, "--list"],
  { cwd: folder, encoding: "utf8" },
);
const pipeline = parse(readFileSync(join(folder, ".gitlab-ci.yml"), "utf8"));
console.log(
  JSON.stringify({
    isValid: listed.status === 0 && /json schema validated/.test(listed.stdout + listed.stderr),
    said: listed.stdout + listed.stderr,
    build: pipeline.build.script,
    publish: pipeline.pages.script,
  }),
);

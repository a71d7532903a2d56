// Runs the theme's search script on a built site without a browser: the few things of a page that
// the script touches are stood in for here. Input: { "output", "tag", "queries": [text], "keys": [name] },
// the keys pressed one after another behind each query; output: for each query what a reader would
// see, and where the focus is.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import vm from "node:vm";

const { output, tag, queries, keys = [] } = JSON.parse(readFileSync(0, "utf8"));
const page = join(output, tag, "search/index.html");
const html = readFileSync(page, "utf8");
const attribute = (name) => html.match(new RegExp(` ${name}="([^"]*)"`))[1];
const script = html.match(/<script src="([^"]*)"/)[1];

class Element {
  children = [];
  constructor(tag) { this.tag = tag; }
  append(...children) { this.children.push(...children); loaded(this, children); }
  replaceChildren(...children) { this.children = children; }
  get textContent() { return (this.text || "") + this.children.map((it) => it.textContent ?? it).join(""); }
  set textContent(text) { this.text = text; this.children = []; }
  get firstChild() { return this.children[0]; }
  focus() { document.activeElement = this; }
  querySelectorAll(tag) { return this.all(tag); }
  all(tag) { return this.children.flatMap((it) => (it instanceof Element ? [...(it.tag === tag ? [it] : []), ...it.all(tag)] : [])); }
}

const document = {};
const elements = { results: new Element("ol"), "results-count": new Element("p"), more: new Element("button") };
const form = new Element("form");
const box = new Element("input");
form.dataset = { index: attribute("data-index") };
form.querySelector = () => box;
const head = new Element("head");
const loaded = (parent, children) => {
  if (parent !== head) return;
  for (const child of children) {
    const path = resolve(dirname(page), child.src);
    queueMicrotask(() => vm.runInContext(readFileSync(path, "utf8"), context));
  }
};
Object.assign(document, {
  head,
  documentElement: { lang: attribute("lang") },
  createElement: (tag) => new Element(tag),
  getElementById: (id) => elements[id],
  querySelector: (which) => (which.startsWith("form") ? form : new Element("p")),
});
const window = {};
const context = vm.createContext({
  document, window, Intl, setTimeout, clearTimeout, URLSearchParams, encodeURIComponent,
  location: { search: "" },
  history: { replaceState: () => {} },
  get kepiSearch() { return window.kepiSearch; },
});
vm.runInContext(readFileSync(resolve(dirname(page), script), "utf8"), context);

const found = [];
for (const query of queries) {
  box.value = query;
  elements["results-count"].textContent = "";
  elements.results.children = [];
  form.onsubmit({ preventDefault() {} });
  const since = performance.now();
  let said;
  do {
    await new Promise((done) => setTimeout(done, 2));
    said = elements["results-count"].textContent;
  } while ((!said || said.endsWith("…")) && performance.now() - since < 5000);
  box.focus();
  for (const key of keys) {
    document.onkeydown({ key, preventDefault() {} });
  }
  const links = elements.results.children.map((item) => item.all("a")[0]);
  found.push({
    query,
    said,
    // 0 is the box, 1 the first result.
    focus: [box, ...links].indexOf(document.activeElement),
    typed: box.value,
    results: elements.results.children.map((item) => ({
      href: item.all("a")[0].href,
      title: item.all("a")[0].textContent,
      text: item.children.slice(1).map((it) => it.textContent).join("\n"),
      marked: item.all("mark").map((it) => it.textContent),
    })),
  });
}
console.log(JSON.stringify(found));

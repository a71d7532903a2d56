// Finds pages by their index, in scripts that work from a folder, too.
const form = document.querySelector("form[data-index]");
const box = form.querySelector("input");
const [list, status, more] = ["results", "results-count", "more"].map((id) => document.getElementById(id));
const { lang } = document.documentElement;

const make = (tag, className = "", textContent = "") =>
  Object.assign(document.createElement(tag), { className, textContent });
let index;
const parts = {};
const waiting = {};
window.kepiSearch = (name, content) => waiting[name](content);
// The index names the files of its other parts, which stand beside it.
const source = (name) => name === "index" ? form.dataset.index
  : form.dataset.index.replace(/[^/]*$/, `${index[name[0]][name.slice(1)]}.js`);
const part = (name) => parts[name] ||= new Promise((done, failed) => {
  const script = make("script");
  waiting[name] = done;
  script.src = source(name);
  script.onerror = () => { delete parts[name]; failed(Error(script.src)); };
  document.head.append(script);
});

// As src/language/fold.rs and src/search/words.rs.
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]/g;
const fold = (text) => text.normalize("NFKD").toLowerCase().replace(MARKS, "")
  .replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[٠-٩۰-۹]/g, (it) => it.charCodeAt() & 15);
const LETTER = "[\\p{Alpha}\\p{N}\\p{M}]";
const DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const RUN = RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
const dense = RegExp(`[${DENSE}]`, "u");

const bare = (word) => word.replace(RegExp(index.article), "");
// With what is elided before it, as `l'` is.
const word = () => RegExp(
  `((${index.elided || "(?!)"})['’](?=${LETTER}))?${LETTER}+([.,]\\p{N}${LETTER}*)*`, "giu");
const key = (text) => fold(text).replace(/’/g, "'");

// Word, pages and stem of the lines that begin so, as src/search/lines.rs.
const linesOf = async (start) => {
  const names = index.first.flatMap((it, n, all) =>
    (it <= start || it.startsWith(start)) && !(all[n + 1] <= start) ? [`w${n}`] : []);
  const all = (await Promise.all(names.map(part))).join("\n").split("\n");
  return all.filter((it) => it.startsWith(start)).map((line) => {
    const [by, pages, stem = ""] = line.split(" ");
    const word = by.replace(/.*\+/, "");
    return [word, pages, word.slice(0, stem.match(/\d+/)?.[0]) + stem.replace(/\d+/, "")];
  });
};
const lineOf = async (word) => (await linesOf(word)).filter(([it]) => it === word);

// The same of a word, its other forms, and words that begin as they do; and how close each is.
const related = async (word) => {
  if (!word[1]) return lineOf(word);
  const all = new Map();
  const put = async (start) => (await linesOf(start)).forEach((line) => all.set(line[0], line));
  const stemOf = async (word) => (await put(word), all.get(word)?.[2]);
  const root = bare(word);
  const own = await stemOf(word);
  let stem = root !== word && await stemOf(root) || own || root;
  // Of a form that is nowhere the most that others begin with.
  while (!all.size && stem.length > Math.max(4, root.length / 1.5)) {
    stem = stem.slice(0, -1);
    await put(stem);
  }
  const whole = own || stem;
  await put(whole);
  await put(stem);
  // Who asks for a word with its article means that first.
  const share = ([, , it]) => (root === word || it.startsWith(whole) ? 1 : 0.1)
    * (0.3 + 0.6 * 0.3 ** Math.abs(it.length - whole.length));
  return [...all.values()].map((it) => [...it, share(it)]);
};

// For each word that is wanted those that stand for it.
const wanted = (text) => Promise.all(
  (key(text).match(word()) || []).flatMap((it) => it.match(RUN)).flatMap((run) => {
    if (!dense.test(run)) return related(run);
    const letters = [...run];
    return letters[1] ? letters.slice(1).map((letter, n) => lineOf(letters[n] + letter)) : linesOf(run);
  }));

// Held against the length of a page, as search engines do (BM25); some words stand around each.
const usual = (page) => 0.65 + 2 * (index.lengths[page] + 50) / (index.average + 50);

// Page → worth of one wanted word there, and in the title; words of that.
const pagesOf = (lines) => {
  const pages = new Map();
  const often = {};
  for (const [, steps, stem, share = 1] of lines) {
    let page = -1;
    for (const [, step, letter, title] of steps.matchAll(/([0-9a-z]*)([A-Z])([!-/]?)/g)) {
      page += parseInt(step || 1, 36);
      const key = `${page} ${stem}`;
      const before = often[key] || 0;
      const now = often[key] = before + share * 1.25 ** (letter.charCodeAt() - 65) / usual(page);
      const [value, named, size] = pages.get(page) || [0, 0, 1];
      pages.set(page, [value + now / (1 + now) - before / (1 + before),
        Math.max(named, title && share), title ? title.charCodeAt() - 32 : size]);
    }
  }
  return pages;
};

// Pages, the best first; where few have all words, also others.
const find = (words) => {
  const found = new Map();
  let all = 0;
  for (const pages of words.map(pagesOf)) {
    const rare = Math.log(1 + (index.lengths.length - pages.size + 0.5) / (pages.size + 0.5));
    all += rare;
    for (const [page, [value, named, size]] of pages) {
      const [count, text, title, whole] = found.get(page) || [0, 0, 0, 0];
      found.set(page, [count + 1, text + value * rare, title + named * rare, whole + named / size]);
    }
  }
  const worth = ([, text, title, whole]) => text + (1 + whole ** 2) * title ** 2 / all;
  return [...found].sort(([a, x], [b, y]) => y[0] - x[0] || worth(y) - worth(x) || a - b)
    .filter(([, [count]], n) => count === words.length || n < 20 && count * 3 >= words.length)
    .map(([page]) => page);
};

// Start and end of wanted words in a text.
const placesIn = (wanted, text) => [...text.matchAll(word())].flatMap(({ 0: own, index: at }) => {
  if (!dense.test(own)) return wanted.has(key(own)) ? [[at, at + own.length]] : [];
  return [...wanted].flatMap((it) => {
    const within = own.indexOf(it);
    return within < 0 ? [] : [[at + within, at + within + it.length]];
  });
}).sort(([a], [b]) => a - b);

const fill = (element, text, places, from = 0, to = text.length) => {
  for (const [start, end] of places) {
    if (start < from || end > to) continue;
    element.append(text.slice(from, start), make("mark", "", text.slice(start, end)));
    from = end;
  }
  element.append(text.slice(from, to));
  return element;
};

const result = (words, [path, title, lang, above, passages]) => {
  let best = { kinds: 0, anchor: "" };
  for (const [anchor, lang, text] of passages) {
    const places = placesIn(words, text);
    const kinds = new Set(places.map(([from, to]) => fold(text.slice(from, to)))).size;
    if (kinds > best.kinds) best = { kinds, anchor, lang, text, places };
  }
  const link = fill(make("a"), title, placesIn(words, title));
  link.href = `../${path}${best.anchor && "#"}${best.anchor}`;
  if (lang) link.lang = lang;
  const item = make("li");
  item.append(make("p", "name"));
  item.firstChild.append(link);
  if (above) item.append(make("p", "above", above));
  if (best.kinds) {
    const { text, places: [[first]] } = best;
    const from = first < 80 ? 0 : text.indexOf(" ", first - 60) + 1 || first;
    const to = text.length < from + 240 ? text.length : text.lastIndexOf(" ", from + 240);
    const excerpt = make("p", "excerpt", from ? "… " : "");
    fill(excerpt, text, best.places, Math.min(from, first), to > first ? to : from + 240);
    if (to < text.length) excerpt.append(" …");
    if (best.lang) excerpt.lang = best.lang;
    item.append(excerpt);
  }
  return item;
};

let turn = 0;
const search = async (shown = 20) => {
  const own = ++turn;
  const query = box.value.trim();
  index = await part("index");
  if (query) status.textContent ||= index.say.searching;
  const words = await wanted(query);
  const pages = find(words);
  const found = new Set(words.flat().map(([word]) => word));
  const files = await Promise.all(
    pages.slice(0, shown).map((page) => part(`d${page / index.inFile | 0}`)));
  if (own !== turn) return;
  const count = pages.length;
  const { results, none } = index.say;
  const form = new Intl.PluralRules(lang).select(count);
  status.textContent = !words[0] ? "" : !count ? none.replace("{query}", () => query)
    : (results[form] || results.other).replace("{n}", count.toLocaleString(`${lang}-u-nu-latn`));
  list.replaceChildren(...files.map((file, n) => result(found, file[pages[n] % index.inFile])));
  more.hidden = count <= shown;
  more.onclick = () => search(shown + 20).then(() => list.children[shown].querySelector("a").focus());
};

let timer;
const soon = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(() => search().catch(({ message }) => { status.textContent = message; }), wait);
};
box.oninput = () => soon(100);
form.onsubmit = (event) => {
  event.preventDefault();
  try { history.replaceState(0, "", `?q=${encodeURIComponent(box.value)}`); } catch {}
  soon(0);
};
document.onkeydown = (event) => {
  const stops = [box, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  if (at < 0 || !next && event.key !== "Escape") return;
  event.preventDefault();
  if (next) return next.focus();
  box.value = "";
  box.focus();
  soon(0);
};
document.querySelector(".needs-script").hidden = true;
box.value = new URLSearchParams(location.search).get("q");
soon(0);

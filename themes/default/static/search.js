// Finds pages by their index, in scripts that work from a folder, too.
const form = document.querySelector("form[data-index]");
const box = form.querySelector("input");
const [list, status, more] = ["results", "results-count", "more"].map((id) => document.getElementById(id));
const { lang } = document.documentElement;

const make = (tag, className = "", textContent = "") =>
  Object.assign(document.createElement(tag), { className, textContent });
const parts = {};
const waiting = {};
window.kepiSearch = (name, content) => waiting[name](content);
const part = (name) => parts[name] ||= new Promise((done, failed) => {
  const script = make("script");
  waiting[name] = done;
  script.src = `${form.dataset.index}/${name}.js`;
  script.onerror = () => { delete parts[name]; failed(Error(script.src)); };
  document.head.append(script);
});

// As src/language/fold.rs and src/search/words.rs.
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]/g;
const fold = (text) => text.normalize("NFKD").toLowerCase().replace(MARKS, "")
  .replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[٠-٩۰-۹]/g, (it) => it.charCodeAt() & 15);
const WORD = /[\p{Alpha}\p{N}\p{M}]+([.,]\p{N}[\p{Alpha}\p{N}\p{M}]*)*/gu;
const DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const RUN = RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
const dense = RegExp(`[${DENSE}]`, "u");

let index;
const fits = (it, word) => word.length - it.length >= index.least;
const bare = (word) => word.slice(
  index.prefixes.find((it) => word.startsWith(it) && fits(it, word))?.length);
const stem = (word) => word.slice(0,
  -index.suffixes.find((it) => word.endsWith(it) && fits(it, word))?.length || word.length);

// What is wanted: the beginning its words share, and what each is worth.
const wanted = (text) => (fold(text).match(WORD) || []).flatMap((it) => it.match(RUN)).flatMap((run) => {
  if (dense.test(run)) {
    const letters = [...run];
    if (!letters[1]) return { start: run, worth: (it) => it.startsWith(run) };
    return letters.slice(1).map((letter, n) => {
      const start = letters[n] + letter;
      return { start, worth: (it) => it === start };
    });
  }
  const word = bare(run);
  const start = /\d/.test(word) ? word : stem(word);
  return {
    start,
    worth: (it) => it === word ? 1
      : !word[1] || !it.startsWith(start) ? 0
      : stem(it) === start ? 0.9 : 0.6,
  };
});

// Page → worth of one wanted word there, and in the title; words of that.
const pagesOf = async ({ start, worth }) => {
  const names = index.first.flatMap((it, n, all) =>
    (it <= start || it.startsWith(start)) && !(all[n + 1] <= start) ? [`w${n}`] : []);
  const pages = new Map();
  for (const lines of await Promise.all(names.map(part))) {
    const from = `\n${lines}`.indexOf(`\n${start}`);
    for (const line of from < 0 ? [] : lines.slice(from).split("\n")) {
      if (!line.startsWith(start)) break;
      const [word, steps] = line.split(" ");
      const share = worth(word);
      let page = -1;
      for (const [, step, letter, title] of share ? steps.matchAll(/([0-9a-z]*)([A-Z])([!-/]?)/g) : []) {
        page += parseInt(step || 1, 36);
        const often = 0.1 * 1.25 ** (letter.charCodeAt() - 65);
        const [value, named, size] = pages.get(page) || [0, 0, 1];
        pages.set(page, [value + share * often / (1 + often), Math.max(named, title && share),
          title ? title.charCodeAt() - 32 : size]);
      }
    }
  }
  return pages;
};

// Pages, the best first; where few have all words, also others.
const find = async (words) => {
  const found = new Map();
  let all = 0;
  for (const pages of await Promise.all(words.map(pagesOf))) {
    const rare = Math.log(1 + (index.pages - pages.size + 0.5) / (pages.size + 0.5));
    all += rare;
    for (const [page, [value, named, size]] of pages) {
      const [count, text, title, whole] = found.get(page) || [0, 0, 0, 1];
      found.set(page, [count + 1, text + value * rare, title + named * rare, whole + named / size]);
    }
  }
  const worth = ([, text, title, whole]) => text + whole * title ** 3 / all ** 2;
  return [...found].sort(([a, x], [b, y]) => y[0] - x[0] || worth(y) - worth(x) || a - b)
    .filter(([, [count]], n) => count === words.length || n < 20 && count * 2 >= words.length)
    .map(([page]) => page);
};

// Start and end of wanted words in a text.
const placesIn = (words, text) => [...text.matchAll(WORD)].flatMap(({ 0: word, index: at }) =>
  words.flatMap(({ start, worth }) => {
    if (!dense.test(word)) return worth(bare(fold(word))) ? [[at, at + word.length]] : [];
    const within = word.indexOf(start);
    return within < 0 ? [] : [[at + within, at + within + start.length]];
  })).sort(([a], [b]) => a - b);

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
  const words = wanted(query);
  if (words[0]) status.textContent ||= index.say.searching;
  const pages = await find(words);
  const files = await Promise.all(
    pages.slice(0, shown).map((page) => part(`d${page / index.inFile | 0}`)));
  if (own !== turn) return;
  const count = pages.length;
  const { results, none } = index.say;
  const form = new Intl.PluralRules(lang).select(count);
  status.textContent = !words[0] ? "" : !count ? none.replace("{query}", () => query)
    : (results[form] || results.other).replace("{n}", count.toLocaleString(`${lang}-u-nu-latn`));
  list.replaceChildren(...files.map((file, n) => result(words, file[pages[n] % index.inFile])));
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

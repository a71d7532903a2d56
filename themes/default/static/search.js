// Finds pages by the index made with them. Its parts are scripts, for pages opened from a folder.
(() => {
  const form = document.querySelector("form[data-index]");
  const box = form.querySelector("input");
  const list = document.getElementById("results");
  const status = document.getElementById("results-count");
  const more = document.getElementById("more");
  const { lang } = document.documentElement;

  const parts = {};
  const waiting = {};
  window.kepiSearch = (name, content) => waiting[name](content);
  const part = (name) => parts[name] ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    waiting[name] = done;
    script.src = `${form.dataset.index}/${name}.js`;
    script.onerror = () => { delete parts[name]; failed(Error(script.src)); };
    document.head.append(script);
  });

  // As src/language/fold.rs and src/search/words.rs.
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]/g;
  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(MARKS, "")
    .replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[٠-٩۰-۹]/g, (it) => it.charCodeAt() & 15);
  const WORD = /[\p{Alphabetic}\p{N}\p{M}]+(?:[.,]\p{N}[\p{Alphabetic}\p{N}\p{M}]*)*/gu;
  const DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const RUN = RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
  const dense = RegExp(`[${DENSE}]`, "u");
  const runs = (text) => (fold(text).match(WORD) || []).flatMap((word) => word.match(RUN));

  const fits = (it, index, word) => word.length - it.length >= index.least;
  const bare = (index, word) => word.slice(
    index.prefixes.find((it) => word.startsWith(it) && fits(it, index, word))?.length);
  const stem = (index, word) => word.slice(0,
    -index.suffixes.find((it) => word.endsWith(it) && fits(it, index, word))?.length || word.length);

  // What is looked for: the beginning its words share, and what each is worth.
  const wanted = (index, query) => runs(query).flatMap((run) => {
    if (dense.test(run)) {
      const letters = [...run];
      if (!letters[1]) return { start: run, worth: (it) => it.startsWith(run) };
      return letters.slice(1).map((letter, n) => {
        const start = letters[n] + letter;
        return { start, worth: (it) => it === start };
      });
    }
    const word = bare(index, run);
    const start = /\d/.test(word) ? word : stem(index, word);
    return {
      start,
      worth: (it) => it === word ? 1
        : !word[1] || !it.startsWith(start) ? 0
        : stem(index, it) === start ? 0.9
        : it.startsWith(word) ? 0.2 + 0.5 * word.length / it.length : 0.2,
    };
  });

  // Of one wanted word: number of a page → what the word is worth there.
  const pagesOf = async (index, { start, worth }) => {
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
        for (const [, step, letter] of share ? steps.matchAll(/([0-9a-z]*)([A-Z])/g) : []) {
          page += parseInt(step || 1, 36);
          pages.set(page, Math.max(share * (letter.charCodeAt() - 64), pages.get(page) || 0));
        }
      }
    }
    return pages;
  };

  // Numbers of pages, the best first; where few have all words, also others.
  const find = async (index, words) => {
    const found = new Map();
    for (const pages of await Promise.all(words.map((word) => pagesOf(index, word)))) {
      const rare = Math.log(1 + index.pages / pages.size);
      for (const [page, value] of pages) {
        const [count, score] = found.get(page) || [0, 0];
        found.set(page, [count + 1, score + value * rare]);
      }
    }
    return [...found].sort(([a, [m, x]], [b, [n, y]]) => n - m || y - x || a - b)
      .filter(([, [count]], n) => count === words.length || n < 20 && count * 2 >= words.length)
      .map(([page]) => page);
  };

  // Start and end of each wanted word in a text.
  const placesIn = (index, words, text) => [...text.matchAll(WORD)].flatMap(({ 0: word, index: at }) =>
    words.flatMap(({ start, worth }) => {
      if (!dense.test(word)) return worth(bare(index, fold(word))) ? [[at, at + word.length]] : [];
      const within = word.indexOf(start);
      return within < 0 ? [] : [[at + within, at + within + start.length]];
    })).sort(([a], [b]) => a - b);

  const make = (tag, className = "", textContent = "") =>
    Object.assign(document.createElement(tag), { className, textContent });
  const fill = (element, text, places, from = 0, to = text.length) => {
    for (const [start, end] of places) {
      if (start < from || end > to) continue;
      element.append(text.slice(from, start), make("mark", "", text.slice(start, end)));
      from = end;
    }
    element.append(text.slice(from, to));
    return element;
  };

  const result = (index, words, [path, title, lang, above, passages]) => {
    let best = { kinds: 0, anchor: "" };
    for (const [anchor, lang, text] of passages) {
      const places = placesIn(index, words, text);
      const kinds = new Set(places.map(([from, to]) => fold(text.slice(from, to)))).size;
      if (kinds > best.kinds) best = { kinds, anchor, lang, text, places };
    }
    const link = fill(make("a"), title, placesIn(index, words, title));
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
    const index = await part("index");
    const { say } = index;
    const words = wanted(index, query);
    if (words[0]) status.textContent ||= say.searching;
    const pages = await find(index, words);
    const files = await Promise.all(
      pages.slice(0, shown).map((page) => part(`d${Math.floor(page / index.inFile)}`)));
    if (own !== turn) return;
    const count = pages.length;
    const form = say.results[new Intl.PluralRules(lang).select(count)] || say.results.other;
    status.textContent = !words[0] ? "" : !count ? say.none.replace("{query}", () => query)
      : form.replace("{n}", new Intl.NumberFormat(`${lang}-u-nu-latn`).format(count));
    list.replaceChildren(...files.map((file, n) => result(index, words, file[pages[n] % index.inFile])));
    more.hidden = count <= shown;
    more.onclick = async () => {
      await search(shown + 20);
      list.children[shown].querySelector("a").focus();
    };
  };

  let timer;
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => search().catch((error) => { status.textContent = error.message; }), wait);
  };
  box.addEventListener("input", () => soon(100));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Not allowed in a folder.
    try { history.replaceState(0, "", `?q=${encodeURIComponent(box.value)}`); } catch {}
    soon(0);
  });
  document.querySelector(".needs-script").hidden = true;
  box.value = new URLSearchParams(location.search).get("q");
  soon(0);
})();

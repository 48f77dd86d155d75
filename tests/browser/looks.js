// What somebody who sees little, hears the page, or presses it with a thumb would stumble over. `least` is how high and wide something to
// press must be, in pixels; what is smaller than that is borne on a large screen where nothing else is near. Returns what is wrong.
(least) => {
  const wrong = [];
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const rect = (e) => e.getBoundingClientRect();
  const seen = (e) => {
    const { width, height, bottom, right } = rect(e);
    return e.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1 && bottom + scrollY > 0 && right + scrollX > 0;
  };
  const said = (e) => `${e.tagName.toLowerCase()}${e.id && `#${e.id}`} “${(e.textContent || e.value || "").trim().slice(0, 40)}”`;
  const blame = (what, elements) => elements.forEach((e) => wrong.push(`${what}: ${said(e)}`));
  const byId = (ids) => (ids ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id));

  // Names.
  const text = (e) => e.ariaLabel || byId(e.getAttribute("aria-labelledby")).map((one) => one?.textContent).join(" ")
    || [...(e.labels ?? [])].map((label) => label.textContent).join(" ") || (e.matches("input, select, textarea") ? "" : e.textContent)
    || e.alt || e.title || "";
  const named = "a[href], button, summary, input:not([type=hidden]), select, textarea, dialog[open], [role=alertdialog], [role=listbox], [role=img], nav";
  blame("without a name", all(named).filter((e) => seen(e) && text(e).trim() === ""));
  blame("an image without words", all("img:not([alt])"));

  // Ids, and what leads to them.
  const ids = all("[id]").map((e) => e.id);
  blame("an id twice", all("[id]").filter((e) => ids.indexOf(e.id) !== ids.lastIndexOf(e.id)));
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant"]) {
    blame(`${name} leads nowhere`, all(`[${name}]`).filter((e) => byId(e.getAttribute(name)).includes(null)));
  }
  const keys = all("[accesskey]").filter(seen);
  blame("an access key twice", keys.filter((e) => keys.some((other) => other !== e && other.accessKey === e.accessKey)));

  // Headings, landmarks, language.
  const levels = all("h1, h2, h3, h4").filter((e) => e.checkVisibility()).map((e) => Number(e.tagName[1]));
  if (levels.some((level, at) => level > (levels[at - 1] ?? 0) + 1) || levels.filter((level) => level === 1).length !== 1) {
    wrong.push(`headings: ${levels.join(" ")}`);
  }
  const places = "main, nav, aside, header, footer, dialog, [role=search], [role=alertdialog], a.skip";
  if (all("main").length !== 1 || document.documentElement.lang !== "id" || document.title === "") {
    wrong.push("one main place, the language and a title are missing");
  }
  blame("a page that reloads itself", all("meta[http-equiv=refresh]"));
  blame("a list of other things", all("ul:not([role]) > :not(li), ol > :not(li), dl > :not(div, dt, dd)"));
  blame("a table without headings", all("table").filter((e) => seen(e) && !e.querySelector("th")));

  // Texts: where they stand, and whether they can be told from what is behind them.
  const parts = (colour) => {
    const numbers = /^rgba?\(([^)]+)\)$/.exec(colour)?.[1].split(/[ ,/]+/).map(Number);
    return numbers && { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
  };
  const over = (top, alpha, under) => top.map((one, at) => one * alpha + under[at] * (1 - alpha));
  const behind = (e) => {
    if (!e) {
      return [255, 255, 255];
    }
    const { backgroundColor, backgroundImage } = getComputedStyle(e);
    const own = parts(backgroundColor);
    if (backgroundImage !== "none" || !own) {
      return null;
    }
    const under = own.alpha < 1 ? behind(e.parentElement) : own.rgb;
    return under && over(own.rgb, own.alpha, under);
  };
  const light = (rgb) => rgb.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const faint = (e) => {
    const { color, fontSize, fontWeight } = getComputedStyle(e);
    const [own, under] = [parts(color), behind(e)];
    if (!own || !under) {
      return false;
    }
    let alpha = own.alpha;
    for (let one = e; one; one = one.parentElement) {
      alpha *= Number(getComputedStyle(one).opacity);
    }
    const [high, low] = [light(over(own.rgb, alpha, under)), light(under)].sort((a, b) => b - a);
    const size = Number.parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    return (high + 0.05) / (low + 0.05) < (large ? 3 : 4.5) - 0.01;
  };
  const words = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() !== "" && !e.closest("svg, script, option, datalist, [disabled]") && seen(e)) {
      words.add(e);
    }
  }
  blame("outside of every place of the page", [...words].filter((e) => !e.closest(places)));
  blame("too faint", [...words].filter(faint));

  // What scrolls can be scrolled by keys.
  blame("scrolls by mouse only", all("*").filter((e) => seen(e) && /auto|scroll/.test(getComputedStyle(e).overflow)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
    && !e.matches("html, body, textarea, select, [role=listbox], [tabindex]") && !e.querySelector("a[href], button, input, select, textarea, [tabindex]")));

  // What is pressed. A box to tick is pressed on its words; a link within a text is a part of it.
  const pressed = all("a[href], button, summary, select, textarea, input:not([type=hidden]), [role=option], label:has([type=checkbox], [type=radio], [type=file])")
    .filter((e) => seen(e) && !(e.matches("[type=checkbox], [type=radio], [type=file]") && e.closest("label")))
    .filter((e) => getComputedStyle(e).display !== "inline" || !e.matches("a"));
  const tiny = (e) => rect(e).height < least - 0.5 || rect(e).width < least - 0.5;
  const middle = (e) => [(rect(e).left + rect(e).right) / 2, (rect(e).top + rect(e).bottom) / 2];
  const near = (e) => pressed.some((other) => {
    const [[x, y], [u, v]] = [middle(e), middle(other)];
    return other !== e && !other.contains(e) && !e.contains(other) && Math.hypot(x - u, y - v) < 24;
  });
  blame(`smaller than ${least} px`, pressed.filter((e) => tiny(e) && (least > 24 || near(e))));
  if (document.documentElement.scrollWidth > innerWidth) {
    wrong.push(`wider than the window: ${document.documentElement.scrollWidth} px`);
  }
  return wrong;
}

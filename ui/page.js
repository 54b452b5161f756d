// The page's only script: constant, and reads no text of a document except to copy it.
// Links inside the page move without a reload; "Sao chép" copies; a view is shown where it was left.
(() => {
  const main = () => document.querySelector('[data-testid="stMain"]') || document.scrollingElement;
  const here = () => location.pathname + location.search;
  const places = (window.vbPlaces ||= {});

  const reveal = () => {
    const mark = document.getElementById(location.hash ? decodeURIComponent(location.hash.slice(1)) : "trich");
    if (!mark) return false;
    mark.scrollIntoView({ block: location.hash ? "start" : "center" });
    if (mark.tabIndex === -1) mark.focus({ preventScroll: true });
    return true;
  };

  const copied = (button) => {
    const label = button.textContent;
    if (label === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  };

  // An office serves the page over plain http, where the clipboard API is closed: then the old way.
  const copyOldWay = (text) => {
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  const go = (link) => {
    if (link.pathname + link.search === here()) return reveal();
    history.pushState({}, "", link.pathname + link.search);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };

  // Recent questions stay in this browser, one list for each who signs in; signing out forgets them.
  const LIST = "vb-recent:";
  const MOST = 8;
  const whose = () => LIST + (window.vbWho || "local");
  const recent = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(whose()) || "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
    } catch {
      return [];
    }
  };
  const keep = (list) => {
    try {
      localStorage.setItem(whose(), JSON.stringify(list.slice(0, MOST)));
    } catch {} // a browser that keeps nothing is no reason to fail
  };
  const forgetAll = () => {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(LIST)) localStorage.removeItem(key);
    } catch {}
  };
  const showRecent = () => {
    const part = document.querySelector(".vb-recent");
    const list = part?.querySelector("ul");
    if (!list) return;
    list.replaceChildren(
      ...recent().map((question) => {
        const link = document.createElement("a");
        link.className = "vb-open";
        link.href = "./?q=" + encodeURIComponent(question);
        link.textContent = question;
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
    part.hidden = !list.children.length;
  };
  const remember = () => {
    const question = new URLSearchParams(location.search).get("q");
    if (question && document.querySelector(".vb-hits, .vb-answers"))
      keep([question, ...recent().filter((one) => one !== question)]);
  };

  // Who follows a link and must sign in first arrives where the link leads.
  const WANTED = "vb-wanted";
  const afterSignIn = () => {
    if (document.querySelector(".vb-signin")) {
      forgetAll();
      if (location.search || location.pathname.split("/").pop())
        sessionStorage.setItem(WANTED, location.pathname + location.search);
      return;
    }
    const wanted = sessionStorage.getItem(WANTED);
    sessionStorage.removeItem(WANTED);
    if (wanted && !location.search) go(new URL(wanted, location.origin));
  };

  // The question box may be drawn or seen after this runs; whoever is typing elsewhere is left alone.
  const focusWhenDrawn = (frames) => {
    if (document.activeElement !== document.body) return;
    document.querySelector(".st-key-question input")?.focus({ preventScroll: true });
    if (frames) requestAnimationFrame(() => focusWhenDrawn(frames - 1));
  };

  const onClick = (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) {
      const text = button.dataset.copy;
      if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => copyOldWay(text));
      else copyOldWay(text);
      return copied(button);
    }
    if (event.target.closest(".vb-forget")) {
      keep([]);
      return showRecent();
    }
    const link = event.target.closest("a.vb-open, a.vb-back");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
    if (!link || !plain || link.origin !== location.origin) return;
    event.preventDefault();
    go(link);
  };

  // Without a mouse: / asks, 1-9 open an answer, c copies its citation, Escape goes back to the results.
  const onKey = (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const box = document.querySelector(".st-key-question input");
    const card = document.querySelectorAll(".vb-card")[event.key - 1];
    const back = document.querySelector(".vb-back");
    const open = document.querySelector('[data-testid="stPopoverBody"], [role="dialog"], [role="listbox"]');
    if (event.key === "/" && box) {
      box.focus();
      box.select();
    } else if (!box || open) return;
    else if (card) card.querySelector("a.vb-open:not(.vb-ended a)")?.click();
    else if (event.key === "c") (document.querySelector(".vb-card[aria-current] .vb-copy") || document.querySelector(".vb-copy"))?.click();
    else if (event.key === "Escape" && back) back.click();
    else return;
    event.preventDefault();
  };

  if (!window.vbReady) {
    window.vbReady = true;
    document.documentElement.lang = "vi";
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", () => window.vbView === here() && (places[here()] = main().scrollTop), {
      capture: true,
      passive: true,
    });
  }

  // Runs once for each view, when its last element has been sent; what is above may still be drawn.
  const arrive = (frames) => {
    if (here() !== arriving) return;
    const seen = places[here()];
    if (seen === undefined) {
      if (!reveal()) main().scrollTop = 0;
    } else {
      main().scrollTop = seen;
      if (Math.abs(main().scrollTop - seen) > 2 && frames) return requestAnimationFrame(() => arrive(frames - 1));
    }
    window.vbView = arriving;
    document.querySelector(".st-key-side [aria-current]")?.scrollIntoView({ block: "nearest" });
    afterAsking();
  };

  // Who asked by Enter lands on the answers: keys and screen readers go on from there.
  const afterAsking = () => {
    const box = document.querySelector(".st-key-question input");
    const asked = document.activeElement === box || document.activeElement?.closest(".st-key-ask");
    const found = document.querySelector(".vb-answers, .vb-notice");
    if (asked && found && location.search && !document.getElementById("trich")) found.focus({ preventScroll: true });
  };

  const arriving = here();
  const who = document.querySelector("[data-who]");
  if (who) window.vbWho = who.dataset.who;
  afterSignIn();
  showRecent();
  remember();
  window.vbView = undefined; // no place is kept while a view is being drawn
  const outline = document.querySelector(".vb-outline details");
  if (outline && !("folded" in outline.dataset)) {
    if (matchMedia("(max-width: 60rem)").matches) outline.open = false;
    outline.dataset.folded = "";
  }
  arrive(60);
  if (places[arriving] === undefined) document.fonts.ready.then(() => here() === arriving && reveal());
  if (!location.search && matchMedia("(pointer: fine)").matches) focusWhenDrawn(180);
})();

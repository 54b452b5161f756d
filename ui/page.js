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

  // The question box may be drawn after this runs; whoever is typing elsewhere is left alone.
  const focusWhenDrawn = (frames) => {
    const box = document.querySelector(".st-key-question input");
    if (box && document.activeElement === document.body) box.focus({ preventScroll: true });
    else if (!box && frames) requestAnimationFrame(() => focusWhenDrawn(frames - 1));
  };

  const onClick = (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) {
      const text = button.dataset.copy;
      if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => copyOldWay(text));
      else copyOldWay(text);
      return copied(button);
    }
    const link = event.target.closest("a.vb-open, a.vb-back");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
    if (!link || !plain || link.origin !== location.origin) return;
    event.preventDefault();
    go(link);
  };

  const onKey = (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    const box = document.querySelector(".st-key-question input");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !box) return;
    event.preventDefault();
    box.focus();
    box.select();
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
  };

  const arriving = here();
  window.vbView = undefined; // no place is kept while a view is being drawn
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".vb-outline details")?.removeAttribute("open");
  arrive(60);
  if (places[arriving] === undefined) document.fonts.ready.then(() => here() === arriving && reveal());
  if (!location.search && matchMedia("(pointer: fine)").matches) focusWhenDrawn(60);
})();

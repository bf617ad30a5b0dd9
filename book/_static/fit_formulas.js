// A displayed formula that is a little too wide for its place, on a phone, is set smaller, so that it
// is seen whole; its letters stay at least 11 pixels high. A wider one scrolls, as it is.
(() => {
  const LEAST = 11, NARROW = 720; // a wide page has room, and need not be measured

  let fitted = false;
  function fit() {
    if (innerWidth > NARROW && !fitted) return;
    fitted = true;
    const boxes = [...document.querySelectorAll("div.math")];
    for (const box of boxes) box.style.removeProperty("font-size");
    const sizes = boxes.map((box) => [box.scrollWidth / box.clientWidth, Number.parseFloat(getComputedStyle(box).fontSize)]);
    boxes.forEach((box, i) => {
      const [over, size] = sizes[i];
      if (over > 1 && size / over >= LEAST) box.style.fontSize = `${Math.floor((10 * size) / over) / 10}px`;
    });
  }

  // MathJax comes after this script, and says when it has set all formulas.
  addEventListener("load", async () => {
    await globalThis.MathJax?.startup?.promise;
    fit();
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return; // only a phone's bars came or went
      width = innerWidth;
      fit();
    });
  });
})();

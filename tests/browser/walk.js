// Scrolls through a long list as a reader does, and tells of every row that was not where it should be.
async function walk({ scroller, row, step, last }) {
  const root = document.querySelector("[data-chathub]").shadowRoot;
  const view = root.querySelector(scroller);
  const keyOf = (element) => element.dataset.key ?? element.dataset.conversation;
  const frames = async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  };
  const rows = () => [...view.querySelectorAll(row)];
  const top = (element) => element.getBoundingClientRect().top - view.getBoundingClientRect().top;
  const inView = () => rows().filter((one) => top(one) >= 0 && top(one) < view.clientHeight - 40);
  const told = { most: 0, jumps: [], steps: 0, slowest: 0, arrived: false };
  const tooLong = performance.now() + 120_000;
  while (!told.arrived && performance.now() < tooLong) {
    const marks = inView();
    const mark = step > 0 ? marks.at(-1) : marks[0];
    const [key, was, from] = [keyOf(mark), top(mark), view.scrollTop];
    const began = performance.now();
    view.scrollTop = from + step;
    const wanted = was - (view.scrollTop - from);
    await frames(2);
    told.slowest = Math.max(told.slowest, performance.now() - began);
    // What is fetched at an edge moves nothing either.
    for (let turn = 0; turn < 200; turn += 1) {
      const edge = step > 0 ? view.scrollHeight - view.scrollTop - view.clientHeight : view.scrollTop;
      if (edge > 300 || inView().some((one) => one.textContent.includes(last))) break;
      await frames(1);
    }
    const is = rows().find((one) => keyOf(one) === key);
    if (is && Math.abs(top(is) - wanted) > 2) told.jumps.push([key, wanted, top(is)]);
    if (!is) told.jumps.push([key, "gone"]);
    told.most = Math.max(told.most, rows().length);
    told.steps += 1;
    told.arrived = inView().some((one) => one.textContent.includes(last));
  }
  return told;
}

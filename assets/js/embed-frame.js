// Inside the frame: tells the page around it how tall the board is, so that it needs no scroll bar of its own.
const tell = () => parent.postMessage({ type: 'exchange-height', height: Math.ceil(document.body.getBoundingClientRect().height) }, '*');

if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  // The script around us came later than our first word, and asks.
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data?.type === 'exchange-height') tell();
  });
}

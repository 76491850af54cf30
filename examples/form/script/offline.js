// After the first visit the page works without a network: the service worker keeps its files, and nothing else.

export function worksOffline() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("service-worker.js", { type: "module" });
}

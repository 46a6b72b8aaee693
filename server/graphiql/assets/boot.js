"use strict";
// Starts GraphiQL. A file of its own, because the content security policy allows no script within the page.
{
  const settings = JSON.parse(document.getElementById("settings").textContent);

  // GraphiQL's own way to learn the nonce for the style sheet it adds while a menu is open.
  globalThis.__webpack_nonce__ = settings.nonce;

  const endpoint = new URL(settings.endpoint, location.href);
  const socket = new URL(endpoint);
  socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

  const explorer = GraphiQLPluginExplorer.explorerPlugin({ showAttribution: false });
  const paneKey = "graphiql:pane"; // among GraphiQL's own keys, so that its "Clear data" clears it too

  const editor = React.createElement(
    GraphiQL,
    {
      fetcher: GraphiQL.createFetcher({
        url: endpoint.href,
        subscriptionUrl: socket.href,
        enableIncrementalDelivery: false, // the API refuses @defer
      }),
      plugins: [explorer],
      onTogglePluginVisibility: (plugin) => localStorage.setItem(paneKey, plugin?.title ?? ""),
      defaultTabs: settings.queries.map((query) => ({ query })),
      defaultQuery: "", // of a new tab, in place of a long greeting
      inputValueDeprecation: true,
      schemaDescription: true,
    },
    React.createElement(GraphiQL.Logo, null, "Kommungraf"),
  );
  const root = document.getElementById("graphiql");
  ReactDOM.createRoot(root).render(editor);

  // Opens the pane of the last visit, or the explorer. Version 4 of GraphiQL does not remember it, and keeps a pane that
  // its option visiblePlugin asks for hidden; so we press the button, as soon as it is there.
  const pane = localStorage.getItem(paneKey) ?? explorer.title;
  if (pane) {
    new MutationObserver((_, observer) => {
      const button = root.querySelector(`[aria-label="Show ${pane}"]`);
      if (button) {
        observer.disconnect();
        button.click();
      }
    }).observe(root, { childList: true, subtree: true });
  }
}

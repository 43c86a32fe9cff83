import * as vscode from 'vscode';

/** The page of the view: no inline script or style, nothing from elsewhere. */
export function cachesHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = crypto.randomUUID();
  const uri = (...parts: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...parts)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  // data, which no policy runs; `<` could end the element
  const bundle = JSON.stringify(vscode.l10n.bundle ?? {}).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vscode.l10n.t('Caches')}</title>
<link rel="stylesheet" href="${uri('dist', 'panel.css')}">
<link rel="stylesheet" href="${uri('media', 'panel.css')}">
</head>
<body>
<main id="root"></main>
<script type="application/json" id="l10n">${bundle}</script>
<script nonce="${nonce}" src="${uri('dist', 'panel.js')}"></script>
</body>
</html>`;
}

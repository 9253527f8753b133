/** Web servers and hosts that {@link serverHeaders} knows. */
export const SERVERS = ['nginx', 'apache', 'caddy', 'netlify'] as const;

/** One of {@link SERVERS}; `netlify` is the `_headers` file that Cloudflare Pages reads too. */
export type Server = (typeof SERVERS)[number];

/** Name of the file that each server's lines go to. */
export const HEADER_FILES: Readonly<Record<Server, string>> = {
  nginx: 'nginx.conf',
  apache: 'htaccess',
  caddy: 'Caddyfile',
  netlify: '_headers',
};

/** Files of the pack carry a hash in their names and never change. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** The manifest names the pack's files: asked for anew each time, answered with 304. */
const REVALIDATE = 'no-cache';
/** Scripts keep their names between releases. */
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';

/** The browser's files. */
const SCRIPTS = [
  'sotto.js',
  'sotto.page.js',
  'sotto.worker.js',
  'sotto.elements.js',
  'sotto.panel.js',
  'sotto.models.js',
  'sotto.versions.js',
  'sotto.learn.js',
  'sotto.sync.js',
  'sotto.split.js',
  'sotto.trainer.js',
  'sotto.tfjs.js',
] as const;

/** What the lines depend on. */
export interface HeaderOptions {
  /** Path of the folder on the site, with a slash at both ends. */
  readonly path: string;
  /** Whether pages of another origin load it. */
  readonly crossOrigin: boolean;
}

function nginx({ path, crossOrigin }: HeaderOptions): string {
  const cors = crossOrigin ? '\n    add_header Access-Control-Allow-Origin "*";' : '';
  const place = (match: string, caching: string) => `location ${match} {
    gzip_static on;
    # brotli_static on;   # with ngx_brotli
    add_header Cache-Control "${caching}";
    add_header X-Content-Type-Options "nosniff";${cors}
}`;
  return `# Inside the server block.
${place(`^~ ${path}`, IMMUTABLE)}
${place(`= ${path}manifest.json`, REVALIDATE)}
${SCRIPTS.map((name) => place(`= ${path}${name}`, SHORT)).join('\n')}
`;
}

const sibling = (coding: string, ending: string) => `RewriteCond %{HTTP:Accept-Encoding} ${coding}
RewriteCond %{REQUEST_FILENAME}.${ending} -f
RewriteRule ^(.+)$ $1.${ending} [L]
<FilesMatch "\\.${ending}$">
  Header set Content-Encoding ${coding}
  Header append Vary Accept-Encoding
  SetEnv no-gzip 1
  SetEnv no-brotli 1
</FilesMatch>`;

function apache({ crossOrigin }: HeaderOptions): string {
  const cors = crossOrigin ? 'Header set Access-Control-Allow-Origin "*"\n' : '';
  return `# As .htaccess in the folder; needs mod_headers and mod_rewrite.
RewriteEngine On
${sibling('br', 'br')}
${sibling('gzip', 'gz')}
RemoveType .gz .br
RemoveEncoding .gz .br
<FilesMatch "\\.js(\\.br|\\.gz)?$">
  ForceType text/javascript
</FilesMatch>
<FilesMatch "\\.json(\\.br|\\.gz)?$">
  ForceType application/json
</FilesMatch>
${cors}Header set X-Content-Type-Options "nosniff"
Header set Cache-Control "${IMMUTABLE}"
<FilesMatch "^manifest\\.json(\\.br|\\.gz)?$">
  Header set Cache-Control "${REVALIDATE}"
</FilesMatch>
<FilesMatch "^sotto[.a-z]*\\.js(\\.br|\\.gz)?$">
  Header set Cache-Control "${SHORT}"
</FilesMatch>
`;
}

function caddy({ path, crossOrigin }: HeaderOptions): string {
  const cors = crossOrigin ? `\nheader ${path}* Access-Control-Allow-Origin "*"` : '';
  return `# Inside the site block. Caddy applies the longest path last.
@sottoFiles {
	path ${path}*
	not path ${path}manifest.json ${path}sotto*.js
}
header @sottoFiles Cache-Control "${IMMUTABLE}"
header ${path}manifest.json Cache-Control "${REVALIDATE}"
header ${path}sotto*.js Cache-Control "${SHORT}"
header ${path}* X-Content-Type-Options "nosniff"${cors}
file_server {
	precompressed br gzip
}
`;
}

/** These hosts join what several matching rules say, so no two of the rules match one file. */
function netlify({ path, crossOrigin }: HeaderOptions): string {
  const cors = crossOrigin ? '\n  Access-Control-Allow-Origin: *' : '';
  const place = (match: string, caching: string) => `${path}${match}
  Cache-Control: ${caching}
  X-Content-Type-Options: nosniff${cors}`;
  return `${['*.bin', '*.webp', '*.onnx', '*-test.*', 'fallback.*', 'ort/*'].map((match) => place(match, IMMUTABLE)).join('\n')}
${place('manifest.json', REVALIDATE)}
${SCRIPTS.map((name) => place(name, SHORT)).join('\n')}
`;
}

const WRITERS: Readonly<Record<Server, (options: HeaderOptions) => string>> = {
  nginx,
  apache,
  caddy,
  netlify,
};

/**
 * The lines that make a server cache the folder well: files of the pack for ever, the manifest asked
 * for anew, scripts for five minutes; precompressed siblings are served where the server can.
 */
export function serverHeaders(server: Server, options: HeaderOptions): string {
  return WRITERS[server](options);
}

/**
 * The directives that a page's Content-Security-Policy needs.
 *
 * @param origin where the files come from; `'self'` for the shop's own origin
 */
export function contentSecurityPolicy(origin: string): string {
  if (origin === "'self'") return "script-src 'self'; worker-src 'self'; connect-src 'self'";
  return `script-src 'self' ${origin}; worker-src 'self' blob: ${origin}; connect-src 'self' ${origin}`;
}

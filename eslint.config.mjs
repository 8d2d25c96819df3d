// How our own JavaScript is checked: plain scripts in assets/ and benchmarks/, modules of tests in tests/.
import js from "@eslint/js";

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const browser = readonly(
  "AbortController", "ArrayBuffer", "Blob", "CustomEvent", "DOMParser", "DataView", "Event", "Image", "ImageData",
  "IntersectionObserver", "Intl", "KeyboardEvent", "MutationObserver", "Node", "NodeFilter", "OffscreenCanvas", "Path2D",
  "ResizeObserver", "SVGElement", "TextDecoder", "TextEncoder", "URL", "URLSearchParams", "atob", "btoa", "cancelAnimationFrame",
  "clearInterval", "clearTimeout", "console", "createImageBitmap", "crypto", "devicePixelRatio", "document", "fetch",
  "getComputedStyle", "localStorage", "location", "matchMedia", "navigator", "performance", "queueMicrotask",
  "requestAnimationFrame", "requestIdleCallback", "sessionStorage", "setInterval", "setTimeout", "structuredClone",
  "window",
);
// What other scripts of the page bring: Leaflet, the base map, the socket, Dash.
const page = readonly("L", "protomapsL", "io", "dash_clientside");
const node = readonly(
  "Buffer", "TextDecoder", "TextEncoder", "URL", "clearTimeout", "console", "performance", "process", "setTimeout",
  "structuredClone",
);

const ours = {
  "eqeqeq": ["error", "always"],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-var": "error",
  "prefer-const": "error",
  // Text from outside is never read as HTML: write it with textContent.
  "no-restricted-properties": [
    "error",
    { property: "innerHTML", message: "Write text with textContent." },
    { property: "outerHTML", message: "Write text with textContent." },
    { property: "insertAdjacentHTML", message: "Write text with textContent." },
    { object: "document", property: "write", message: "Write text with textContent." },
  ],
};

export default [
  { ignores: [".venv/", "node_modules/", "var/", "htmlcov/"] },
  js.configs.recommended,
  {
    files: ["assets/**/*.js", "benchmarks/*.js", "tests/browser/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2023, globals: { ...browser, ...page } },
    rules: { ...ours, "strict": ["error", "function"] },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { sourceType: "module", ecmaVersion: 2023, globals: node },
    rules: ours,
  },
];

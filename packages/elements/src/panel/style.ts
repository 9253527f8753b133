import { css } from 'lit';

/** The look of `<sotto-panel>`. */
export const style = css`
  :host {
    --_text: var(--sotto-color, light-dark(#1c1b1a, #f1efec));
    --_soft: var(--sotto-color-soft, light-dark(#67625c, #aba59d));
    --_surface: var(--sotto-surface, light-dark(#fff, #211f1d));
    --_line: var(--sotto-line, light-dark(#e6e1da, #38342f));
    --_accent: var(--sotto-accent, light-dark(#0f6b50, #6fd0ae));
    font: inherit;
    color: var(--_text);
  }
  .opener {
    position: fixed;
    z-index: 2147483000;
    inset-block-end: 1rem;
    inset-inline-end: 1rem;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding-inline: 1rem;
    border: 1px solid var(--_line);
    border-radius: 2rem;
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
    box-shadow: 0 2px 12px rgb(0 0 0 / 14%);
    cursor: pointer;
  }
  .opener::before {
    content: '';
    inline-size: 0.6rem;
    block-size: 0.6rem;
    border-radius: 50%;
    background: var(--_dot, var(--_soft));
  }
  .opener.on {
    --_dot: var(--_accent);
  }
  dialog {
    inline-size: min(30rem, 100vw);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    margin-inline-start: auto;
    padding: 0;
    border: 0;
    border-inline-start: 1px solid var(--_line);
    overscroll-behavior: contain;
    background: var(--_surface);
    color: inherit;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }
  .inner {
    padding: 1.25rem 1.25rem 2rem;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }
  h2,
  h3 {
    margin: 0;
    line-height: 1.25;
  }
  h2 {
    font-size: 1.15rem;
  }
  h3 {
    font-size: 0.95rem;
  }
  section {
    padding-block: 1rem;
    border-block-end: 1px solid var(--_line);
  }
  section > p {
    margin: 0.35rem 0 0;
  }
  p,
  li,
  dd,
  dt {
    font-size: 0.9rem;
    line-height: 1.45;
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  code {
    color: var(--_soft);
    font-size: 0.8em;
  }
  .soft {
    color: var(--_soft);
  }
  label {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    min-block-size: 2.5rem;
    font-weight: 600;
    cursor: pointer;
  }
  input {
    inline-size: 1.35rem;
    block-size: 1.35rem;
    accent-color: var(--_accent);
  }
  ol {
    margin: 0.5rem 0 0;
    padding: 0;
    max-block-size: 15rem;
    overflow: auto;
    list-style: none;
  }
  ol li {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    padding-block: 0.25rem;
  }
  time {
    flex: none;
    color: var(--_soft);
    font-variant-numeric: tabular-nums;
  }
  .reports li {
    flex-wrap: wrap;
    column-gap: 1rem;
    row-gap: 0.25rem;
  }
  .reports span {
    flex: 1 1 0;
  }
  .reports details {
    flex: 1 0 100%;
  }
  .reports summary {
    color: var(--_soft);
    cursor: pointer;
  }
  .reports dl {
    margin-block: 0.5rem;
  }
  .reports dl dd {
    text-align: start;
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25rem 1rem;
    margin: 0.5rem 0 0;
  }
  dt {
    color: var(--_soft);
  }
  dd {
    margin: 0;
    justify-self: end;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .learning dl {
    grid-template-columns: 1fr;
    gap: 0;
  }
  .learning dd {
    justify-self: start;
  }
  .learning dd + dt {
    margin-block-start: 0.5rem;
  }
  .models {
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }
  .models li + li {
    margin-block-start: 0.5rem;
  }
  .models span {
    display: block;
  }
  .warning {
    color: light-dark(#a1261b, #ff9d90);
  }
  .curve {
    display: block;
    inline-size: 100%;
    max-inline-size: 26rem;
    margin-block: 0.5rem;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .curve .dots {
    stroke-width: 6;
  }
  .curve .grid {
    stroke: var(--_line);
    stroke-width: 1;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    padding-block-start: 1rem;
  }
  .actions button,
  .close {
    min-block-size: 2.5rem;
    padding-inline: 1rem;
    border: 1px solid var(--_line);
    border-radius: 0.5rem;
    background: none;
    color: inherit;
    font: inherit;
    font-size: 0.9rem;
    cursor: pointer;
  }
  .actions .danger {
    border-color: currentColor;
    color: light-dark(#a1261b, #ff9d90);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`;

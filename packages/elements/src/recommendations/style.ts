import { css } from 'lit';

/** The look of `<sotto-recommendations>`. Every size is fixed before data is there: nothing moves later. */
export const style = css`
  :host {
    --_gap: var(--sotto-gap, 1rem);
    --_card: var(--sotto-card-width, 11.5rem);
    --_radius: var(--sotto-radius, 0.75rem);
    --_text: var(--sotto-color, light-dark(#1c1b1a, #f1efec));
    --_soft: var(--sotto-color-soft, light-dark(#67625c, #aba59d));
    --_surface: var(--sotto-surface, light-dark(#fff, #211f1d));
    --_line: var(--sotto-line, light-dark(#e6e1da, #38342f));
    --_accent: var(--sotto-accent, light-dark(#0f6b50, #6fd0ae));
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: inherit;
  }
  :host([hidden]),
  :host([fallback='none']:not(:state(filled))) {
    display: none;
  }
  /* What the tag reserves before the code is there holds until the skeleton is. */
  :host(:not(:state(rendered))) {
    min-block-size: var(--sotto-height, calc(var(--sotto-card-height, 20.5rem) + 3.5rem));
  }
  section {
    position: relative;
  }
  header {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    block-size: 2.5rem;
    margin-block-end: 0.5rem;
  }
  h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font: inherit;
    font-size: 1.25rem;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  header button {
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border: 1px solid var(--_line);
    border-radius: 50%;
    background: var(--_surface);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  :host(:state(fits)) header button {
    visibility: hidden;
  }
  :host(:dir(rtl)) header button {
    transform: scaleX(-1);
  }
  ul {
    display: grid;
    gap: var(--_gap);
    margin: 0;
    padding: 0.25rem;
    margin-inline: -0.25rem;
    list-style: none;
  }
  ul.row {
    grid-auto-flow: column;
    grid-auto-columns: var(--_card);
    overflow-x: auto;
    scroll-snap-type: inline proximity;
    scroll-padding-inline: 0.25rem;
    scrollbar-width: none;
  }
  ul.grid {
    grid-template-columns: repeat(auto-fill, minmax(min(var(--_card), 44cqi), 1fr));
  }
  li {
    position: relative;
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    block-size: var(--sotto-card-height, 20.5rem);
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    scroll-snap-align: start;
  }
  li.void {
    visibility: hidden;
  }
  li:has(a:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  a {
    color: inherit;
    text-decoration: none;
    outline: none;
  }
  a::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .picture {
    flex: none;
    display: grid;
    grid-template: 100% / 100%;
    place-items: center;
    block-size: 11rem;
    overflow: hidden;
    background: color-mix(in oklab, var(--_tint, #999) 22%, var(--_surface));
    color: color-mix(in oklab, var(--_tint, #777) 60%, var(--_text));
    font-size: 2.5rem;
    font-weight: 600;
  }
  .picture > * {
    grid-area: 1 / 1;
  }
  canvas,
  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .words {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 0.25rem;
    min-block-size: 0;
    padding: 0.65rem 0.75rem 0.6rem;
  }
  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    block-size: 2.7em;
    overflow: hidden;
    font-size: 0.925rem;
    line-height: 1.35;
  }
  /* Words of another direction than the page's, where the page has its own side. */
  .title,
  summary,
  dt {
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  .price {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    min-block-size: 1.4em;
  }
  s {
    margin-inline-start: 0.35em;
    color: var(--_soft);
    font-size: 0.85em;
    font-weight: 400;
  }
  details {
    position: relative;
    z-index: 1;
    margin-block-start: auto;
    color: var(--_soft);
    font-size: 0.775rem;
    line-height: 1.35;
  }
  summary {
    text-decoration: underline dotted color-mix(in oklab, currentColor 45%, transparent);
    text-underline-offset: 0.2em;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    block-size: 2.7em;
    cursor: help;
    list-style: none;
  }
  summary:focus-visible {
    outline: 2px solid var(--_accent);
    border-radius: 0.2rem;
  }
  .shares {
    position: absolute;
    inset-inline: -0.75rem;
    inset-block-end: 100%;
    margin: 0;
    padding: 0.6rem 0.75rem;
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
    color: var(--_text);
  }
  .shares div {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    padding-block: 0.15rem;
  }
  dt,
  dd {
    margin: 0;
  }
  dd {
    white-space: nowrap;
  }
  p {
    position: absolute;
    inset: 3rem 0 0;
    display: grid;
    place-content: center;
    margin: 0;
    color: var(--_soft);
    text-align: center;
  }
  .quiet {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* A picture and two lines of words. */
  .bones::before {
    content: '';
    block-size: 11rem;
    background: var(--_line);
  }
  .bones::after {
    --_bone: linear-gradient(var(--_line) 0 0);
    content: '';
    block-size: 1.85rem;
    margin: 0.65rem 0.75rem;
    background:
      var(--_bone) 0 0 / 100% 0.8rem,
      var(--_bone) 0 100% / 45% 0.8rem;
    background-repeat: no-repeat;
  }
  /* One layer that pulses, not one for each place. */
  section[aria-busy='true'] ul {
    animation: pulse 1.4s ease-in-out infinite alternate;
  }
  @keyframes pulse {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.5;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    section[aria-busy='true'] ul {
      animation: none;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    ul.row {
      scroll-behavior: smooth;
    }
  }
  @media (forced-colors: active) {
    li {
      border-color: CanvasText;
    }
  }
  @container (max-width: 30rem) {
    h2 {
      font-size: 1.1rem;
    }
    ul.row {
      --_card: var(--sotto-card-width, 9.75rem);
    }
    header button {
      display: none;
    }
  }
`;

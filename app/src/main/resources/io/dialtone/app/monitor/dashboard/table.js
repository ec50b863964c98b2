// Tables whose rows stay where they are when their figures change, and the pages of those that are long.
import { el, keep, mark, say } from "./dom.js";

/**
 * A table.
 *
 * @param columns each with `label`, `text(row)`, and where it applies `width` (in rem), `number`, `code`, `wide`, `sort` (a word of the server),
 *   `order` (which way that goes), `press(row)` (the cell is a button then; `pressable(row)` says where not), `badge(row)` ([text, class]) and `title(row)`
 * @param options `label` of the table, `keyOf(row)`, `level(row)` a class of the row, `onSort(word)`, `empty` words
 */
export function table(columns, options) {
  const caption = el("caption", { class: "unseen" }, options.label);
  const heads = columns.map((column) => head(column, options));
  const widths = columns.map(() => el("col"));
  const whole = el("table", {}, caption, el("colgroup", {}, ...widths));
  const body = el("tbody");
  const none = el("p", { class: "none", hidden: true }, options.empty ?? "None.");
  const node = el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `Table: ${options.label}` },
    whole, none);
  whole.append(el("thead", {}, el("tr", {}, ...heads)), body);
  // Widths do not depend on what is in the cells: nothing moves when figures change.
  function measure() {
    columns.forEach((column, i) => {
      widths[i].style.width = `${width(column)}rem`;
      widths[i].hidden = Boolean(column.left);
    });
    whole.style.minWidth = `${columns.filter((column) => !column.left).reduce((sum, column) => sum + width(column), 0)}rem`;
  }
  measure();
  return {
    node,
    /** Shows a column or leaves it out. */
    column(label, shown) {
      columns.filter((column) => column.label === label).forEach((column) => (column.left = !shown));
      columns.forEach((column, i) => (heads[i].hidden = Boolean(column.left)));
      measure();
    },
    sorted(word) {
      columns.forEach((column, i) => mark(heads[i], "aria-sort", column.sort && column.sort === word ? column.order ?? "descending" : null));
    },
    show(rows) {
      none.hidden = rows.length > 0;
      keep(body, rows, options.keyOf, () => line(columns), (row, item) => fillLine(row, columns, item, options));
    },
  };
}

const width = (column) => column.width ?? (column.wide ? 13 : column.code ? 11 : column.number ? 5.6 : 7.5);

function head(column, options) {
  const cell = el("th", { scope: "col", class: classes(column) });
  if (column.sort && options.onSort) cell.append(el("button", { type: "button", click: () => options.onSort(column.sort) }, column.label));
  else cell.append(column.label);
  return cell;
}

const classes = (column) => [column.number && "number", column.code && "code", column.wide && "wide"].filter(Boolean).join(" ") || null;

function line(columns) {
  return el("tr", {}, ...columns.map((column, i) => {
    const cell = el(i === 0 ? "th" : "td", { class: classes(column), scope: i === 0 ? "row" : null });
    cell.words = el(column.press ? "button" : "span", column.press ? { type: "button", click: () => column.press(cell.item) } : {});
    cell.append(cell.words);
    return cell;
  }));
}

function fillLine(row, columns, item, options) {
  mark(row, "class", options.level?.(item) ?? null);
  columns.forEach((column, i) => {
    const cell = row.children[i];
    cell.item = item;
    cell.hidden = Boolean(column.left);
    const words = column.text(item);
    say(cell.words, words);
    mark(cell, "title", column.number ? null : words);
    if (column.press) {
      cell.words.disabled = column.pressable?.(item) === false;
      mark(cell.words, "aria-label", cell.words.disabled ? null : column.title?.(item));
    }
    const badge = column.badge?.(item);
    if (badge && !cell.badge) cell.prepend((cell.badge = el("span")));
    if (cell.badge) {
      cell.badge.hidden = !badge;
      say(cell.badge, badge?.[0] ?? "");
      mark(cell.badge, "class", `badge ${badge?.[1] ?? ""}`);
    }
  });
}

/** The buttons that turn the pages; `go(offset)` is told where to. */
export function pager(label, go) {
  let state = { offset: 0, limit: 50, total: 0 };
  const back = el("button", { type: "button", "aria-keyshortcuts": "b", click: () => turn(-1) }, "‹ Before");
  const next = el("button", { type: "button", "aria-keyshortcuts": "n", click: () => turn(1) }, "Next ›");
  const words = el("span");
  function turn(by) {
    const offset = Math.max(0, state.offset + by * state.limit);
    if (offset !== state.offset && (by < 0 || offset < state.total)) go(offset);
  }
  return {
    node: el("nav", { class: "pager", "aria-label": label }, back, next, words),
    turn,
    show(offset, limit, total, note = "") {
      state = { offset, limit, total };
      const last = Math.min(offset + limit, total);
      say(words, (total === 0 ? "none" : `${offset + 1}–${last} of ${total}`) + note);
      back.disabled = offset === 0;
      next.disabled = last >= total;
    },
  };
}

/** What can stand in a line: `place` belongs to the line while it does. */
export interface Waiting {
  /** Position among all that ever waited; smaller came first. */
  readonly order: number;
  readonly size: number;
  place: number;
}

/** Requests in order of arrival. Finding the first that is small enough, adding and removing take O(log n). */
export class WaitingLine<T extends Waiting> {
  #items: (T | undefined)[] = [];
  /** A tournament: node i holds the smallest size below it; leaves begin at `#width`. */
  #smallest = new Float64Array(2).fill(Infinity);
  #width = 1;

  add(item: T): void {
    if (this.#items.length === this.#width) this.#rebuild();
    item.place = this.#items.push(item) - 1;
    this.#set(item.place, item.size);
  }

  remove(item: T): void {
    this.#items[item.place] = undefined;
    this.#set(item.place, Infinity);
  }

  /** The one that came first of those not larger than `limit`, which is finite. */
  first(limit: number): T | undefined {
    const tree = this.#smallest;
    if (!(tree[1]! <= limit)) return undefined;
    let node = 1;
    while (node < this.#width) {
      node *= 2;
      if (!(tree[node]! <= limit)) node++;
    }
    return this.#items[node - this.#width];
  }

  #set(place: number, size: number): void {
    const tree = this.#smallest;
    let node = this.#width + place;
    tree[node] = size;
    while (node > 1) {
      node >>= 1;
      tree[node] = Math.min(tree[2 * node]!, tree[2 * node + 1]!);
    }
  }

  /** Drops the gaps, and leaves room for as many again. */
  #rebuild(): void {
    const alive = this.#items.filter((item) => item !== undefined);
    while (this.#width < 2 * alive.length) this.#width *= 2;
    while (this.#width > 2 && this.#width > 4 * alive.length) this.#width /= 2;
    this.#smallest = new Float64Array(2 * this.#width).fill(Infinity);
    this.#items = [];
    for (const item of alive) {
      item.place = this.#items.push(item) - 1;
      this.#smallest[this.#width + item.place] = item.size;
    }
    for (let node = this.#width - 1; node > 0; node--) {
      this.#smallest[node] = Math.min(this.#smallest[2 * node]!, this.#smallest[2 * node + 1]!);
    }
  }
}

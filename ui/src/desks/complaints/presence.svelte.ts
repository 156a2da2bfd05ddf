import { attend, on, type Attending } from '../../backend';

/** How often one says that one is still there, in ms: twice before it would end. */
const AGAIN = 20_000;

class Presence {
  /** Who else has the open case open. */
  others = $state.raw<Attending[]>([]);
  #round = 0;
  #case: string | null = null;

  /** Is at a case, or at none; gives the way to leave. */
  at(id: string | null, writing: boolean): () => void {
    if (id !== this.#case) this.others = [];
    this.#case = id;
    const say = () => this.#say(id, writing);
    say();
    if (id === null) return () => undefined;
    const timer = setInterval(say, AGAIN);
    const deaf = on('changed', ({ desk }) => {
      if (desk === 'presence') say();
    });
    return () => {
      clearInterval(timer);
      deaf();
    };
  }

  /** What the server does not answer is told by the rail; the next time it is asked again. */
  #say(id: string | null, writing: boolean): void {
    const round = ++this.#round;
    attend({ case: id, writing }).then(
      (others) => {
        if (round === this.#round) this.others = others;
      },
      () => {
        if (round === this.#round) this.others = [];
      },
    );
  }
}

/** Who else is at the case that is open: seen, and in nobody's way. */
export const presence = new Presence();

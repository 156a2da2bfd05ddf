import {
  accessConfirm,
  accessReview,
  on,
  people as ask,
  type AccessReview,
  type Invited,
  type Member,
  type Reviewed,
} from '../../backend';
import { keyOf, type KeyId } from '../../frame/keys.svelte';
import { place } from '../../frame/place.svelte';
import { app } from '../../frame/session.svelte';
import { t, type Entry } from '../../kit';

/** What is asked for, or shown once. */
type Form =
  | { is: 'invite' }
  | { is: 'undertaking' }
  | { is: 'confirm' | 'roles' | 'new-code' | 'let-go'; person: Member }
  | { is: 'invited'; invited: Invited; name: string };

/** Something that can be done with a person. */
interface Act extends Pick<Entry, 'id' | 'icon' | 'text' | 'keys'> {
  key: Extract<KeyId, 'confirm' | 'roles' | 'new-code' | 'let-go'>;
  onrun: () => void;
}

const ORDER: readonly Member['standing'][] = ['joined', 'active', 'invited', 'left'];

function isOfficer({ roles }: Member): boolean {
  return roles.some(({ role }) => role === 'officer');
}

class PeopleDesk {
  /** Who waits to be confirmed first, who has left last. */
  all = $state.raw<Member[]>([]);
  /** Set once the shell has answered. */
  begun = $state(false);
  failure = $state.raw<unknown>();
  form = $state.raw<Form | null>(null);
  /** This quarter's, for who may go through it. */
  review = $state.raw<AccessReview | null>(null);
  /** It is what is on the screen. */
  reviewing = $state(false);
  #round = 0;

  /** Those whom this person could confirm. */
  get waiting(): Member[] {
    return this.all.filter((one) => one.standing === 'joined' && this.may(one));
  }

  /** Officers and administrators keep the list. */
  get keeps(): boolean {
    return app.is('officer', 'administrator');
  }

  /** A person as the review has them; none for who is not at work. */
  reviewed(person: Member): Reviewed | undefined {
    return this.review?.people.find((one) => one.member.id === person.id);
  }

  /** Those whom this person could confirm in the review. */
  get unreviewed(): Member[] {
    const open = (one: Member) => {
      const reviewed = this.reviewed(one);
      return reviewed && !reviewed.confirmed && !reviewed.another;
    };
    return this.all.filter(open);
  }

  /** Confirms that a person still needs what they have. */
  async stays(person: Member): Promise<void> {
    try {
      this.review = await accessConfirm({ who: person.login });
      this.failure = undefined;
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  /** Whether this person may change another. Nobody does themselves; officers alone an officer. */
  may(person: Member): boolean {
    if (person.id === app.session?.person.id || person.standing === 'left') return false;
    return app.is('officer') || (app.is('administrator') && !isOfficer(person));
  }

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    void this.load();
    return on('changed', ({ desk }) => {
      if (desk === 'people') void this.load();
    });
  }

  async load(): Promise<void> {
    const round = ++this.#round;
    try {
      const [all, review] = await Promise.all([ask(), this.keeps ? accessReview() : null]);
      if (round !== this.#round) return;
      this.review = review;
      const rank = ({ standing }: Member) => ORDER.indexOf(standing);
      this.all = all.toSorted((a, b) => rank(a) - rank(b));
      this.failure = undefined;
    } catch (thrown) {
      if (round === this.#round) this.failure = thrown;
    }
    this.begun = true;
  }

  forget(): void {
    this.#round += 1;
    this.all = [];
    this.begun = false;
    this.failure = undefined;
    this.form = null;
    this.review = null;
    this.reviewing = false;
  }

  /** Goes to the desk, and asks whom to invite. */
  invite(): void {
    place.go('people');
    this.form = { is: 'invite' };
  }

  /** Everything that can be done with a person, in the words of the buttons and of the palette. */
  acts(person: Member): Act[] {
    if (!this.may(person)) return [];
    const act = (is: Act['key'], icon: Act['icon']) => ({
      id: `people-${is}`,
      key: is,
      icon,
      keys: keyOf(is),
      text: t(`people-do-${is}`),
      onrun: () => (this.form = { is, person }),
    });
    return [
      ...(person.standing === 'joined' ? [act('confirm', 'check')] : []),
      act('roles', 'id-part'),
      act('new-code', 'key'),
      act('let-go', 'x'),
    ];
  }
}

/** The people desk: who is of the team, and what is asked for. */
export const desk = new PeopleDesk();

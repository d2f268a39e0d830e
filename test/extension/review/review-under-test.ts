/** @file A review without VS Code: its session over a fake engine, with the edits that it made known. */
import { Emitter } from 'vscode-jsonrpc';
import type { ReviewEdit } from '../../../src/extension/review/review-edit.ts';
import { firstView, type ReviewFile } from '../../../src/extension/review/review-file.ts';
import { type ReviewPreferences, ReviewSession } from '../../../src/extension/review/review-session.ts';
import { createDocument } from '../../../src/language/document.ts';
import { completeCondition, readCondition } from '../../../src/language/features/where-condition.ts';
import type { Plan } from '../../../src/language/plan/plan.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import type { ReviewSnapshot } from '../../../src/protocol/webviews/review.ts';
import { ManualTimer } from '../manual-timer.ts';
import { type FakeImage, FakeSetEngine } from './fake-set-engine.ts';

const text = `model painter = "starter/diffusion"
model judge = "starter/clip"
class boot "boot"
class bag "bag"
recipe preview { model: painter prompt: "a \${class}" images: 3 }
recipe other { model: painter prompt: "one \${class}" }
curate train { from: preview reviewers: ann, bob policy: majority blind: true reasons: "bad sole" }
`;

export async function planUnderTest(): Promise<Plan> {
  const { plan } = await createLanguageService().openText(text, '/atelier/shoes.vlprompt', '/atelier');
  if (!plan) throw new Error('the plan of the test has errors');
  return plan;
}

export const sixImages: readonly FakeImage[] = ['boot', 'boot', 'boot', 'bag', 'bag', 'bag'].map((name) => ({
  class: name,
}));

export class ReviewUnderTest {
  readonly engine: FakeSetEngine;
  readonly session: ReviewSession;
  readonly edits: ReviewEdit[] = [];
  readonly passedOn: string[] = [];
  readonly errors: unknown[] = [];
  readonly timer = new ManualTimer();
  file: ReviewFile | undefined;
  problem: string | undefined;
  plan: Plan;
  drawn = 6;
  isTrusted = true;
  reviewer = 'Ann Lee';
  preferences: ReviewPreferences = { isBlind: false, reasons: ['blurred'], keys: {} };
  readonly changed = new Emitter<void>();
  readonly preferred = new Emitter<void>();
  readonly planned = new Emitter<string>();
  readonly drew = new Emitter<void>();

  constructor(plan: Plan, images = sixImages, of: ReviewFile['of'] = { kind: 'recipes', recipes: ['preview'] }) {
    this.plan = plan;
    this.engine = new FakeSetEngine(images);
    this.file = { prompt: 'shoes.vlprompt', of, view: { ...firstView, show: 'all' }, others: {} };
    const document = createDocument('shoes.vlprompt', text);
    const review = this;
    const result = () => ({ plan: this.plan, errors: 0 });
    this.session = new ReviewSession({
      document: {
        get file() {
          return review.file;
        },
        get problem() {
          return review.problem;
        },
        name: 'shoes.preview.vlreview',
        show: (view) => {
          if (this.file) this.file = { ...this.file, view };
          this.changed.fire();
        },
        onDidChange: this.changed.event,
      },
      promptOf: (prompt) => `file:///atelier/${prompt}`,
      plans: { latest: result, ofFile: async () => result() },
      onDidPlan: this.planned.event,
      drawnOf: () => this.drawn,
      onDidDraw: this.drew.event,
      engineOf: async () => this.engine.calls,
      conditions: {
        read: async ({ text }) => readCondition(document, text),
        complete: async ({ text, offset }) => {
          const { at, field, items } = await completeCondition(document, text, offset);
          const plain = items.map(({ label }) => ({ label, detail: '', insert: label }));
          return { start: at.start, items: plain, ...(field !== undefined && { field }) };
        },
      },
      reviewerOf: async () => this.reviewer,
      preferences: () => this.preferences,
      onDidChangePreferences: this.preferred.event,
      isTrusted: () => this.isTrusted,
      canRedraw: () => false,
      edit: (edit) => this.edits.push(edit),
      passOn: (direction) => this.passedOn.push(direction),
      onError: (error) => this.errors.push(error),
      timer: this.timer,
    });
  }

  /** Of a review whose images are there. */
  static async start(images?: readonly FakeImage[], of?: ReviewFile['of']): Promise<ReviewUnderTest> {
    const review = new ReviewUnderTest(await planUnderTest(), images, of);
    await review.session.refresh();
    return review;
  }

  get snapshot(): ReviewSnapshot {
    return this.session.watched.snapshot();
  }

  /** Of the list that holds. */
  get letters(): string | undefined {
    return this.session.set.list?.letters;
  }

  decide(places: readonly number[] | 'all', op: 'accept' | 'reject' | 'flag') {
    return this.session.decide({ revision: this.snapshot.revision, places, change: { op } });
  }

  /** Resolves when a list was made that satisfies. */
  async listed(isWanted: () => boolean): Promise<void> {
    while (!isWanted()) await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

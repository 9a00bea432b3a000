/**
 * Off the record nothing may reach the archive, so a finished line stays in the draft that readers see, in front of the words being
 * written, until newer words push it out.
 */
export class OffTheRecordRoll {
  private spoken = "";

  constructor(private readonly most = 400) {}

  finish(line: string): void {
    this.spoken = this.join(line);
    if (this.spoken.length > this.most) {
      const cut = this.spoken.indexOf(" ", this.spoken.length - this.most);
      this.spoken = this.spoken.slice(cut < 0 ? -this.most : cut + 1);
    }
  }

  with(draft: string): string {
    return this.join(draft);
  }

  clear(): void {
    this.spoken = "";
  }

  private join(text: string): string {
    return this.spoken === "" ? text : text === "" ? this.spoken : `${this.spoken} ${text}`;
  }
}

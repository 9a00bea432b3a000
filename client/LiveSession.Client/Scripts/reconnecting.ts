interface BlazorHost { reconnect?(): Promise<boolean>; resumeCircuit?(): Promise<boolean> }

/**
 * Blazor marks #components-reconnect-modal with what becomes of the circuit; the style sheet shows the sentence that fits. This
 * answers its buttons, and tries again when the page is looked at again.
 */
export function watchCircuit(): void {
  const bar = document.getElementById("components-reconnect-modal");
  bar?.querySelector("[data-reconnect]")?.addEventListener("click", () => void reconnect());
  bar?.addEventListener("components-reconnect-state-changed", event => {
    const { state } = (event as CustomEvent<{ state: string }>).detail;
    if (state === "rejected" && nothingToLose()) {
      location.reload();
    }
    if (state === "failed") {
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void reconnect(), { once: true });
    }
  });
}

/** The chair's console holds nothing but what is being typed into it; the captioner's and the secretariat's are left to them. */
function nothingToLose(): boolean {
  const chair = document.querySelector("console-keys");
  return chair !== null && ![...chair.querySelectorAll("input")].some(field => field.type !== "checkbox" && field.value !== "");
}

async function reconnect(): Promise<void> {
  const blazor = (window as unknown as { Blazor?: BlazorHost }).Blazor;
  try {
    if (await blazor?.reconnect?.() || await blazor?.resumeCircuit?.()) {
      return;
    }
    location.reload();
  } catch {
    // Still no network; the sentence stays, the button too.
  }
}

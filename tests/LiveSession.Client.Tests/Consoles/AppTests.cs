using System.Text.Json;
using LiveSession.Client.Layout;

namespace LiveSession.Client.Tests.Consoles;

public sealed class AppTests : ConsoleContext
{
    [Fact]
    public void The_scripts_are_given_their_sentences_and_the_refusals_in_French()
    {
        Speak("fr");

        var words = JsonDocument.Parse(Render<ConsoleWords>().Find("#ls-console-words").TextContent).RootElement;

        words.GetProperty("Editor.Live").GetString().ShouldBe("Vous êtes en direct en {0} · canal\u00a0: {1}");
        words.GetProperty("Rejection.303").GetString().ShouldBe("La ligne est vide.");
    }

    [Fact]
    public void A_lost_circuit_is_a_bar_that_says_the_text_is_safe_and_no_dialog()
    {
        var bar = Render<Reconnecting>();

        var element = bar.Find("#reconnecting[role=status]");
        element.QuerySelector(".when-trying")!.Words().ShouldBe("Reconnecting; your text is safe. Reading and writing captions go on.");
        element.QuerySelector(".when-expired button[data-reload]").ShouldNotBeNull();
    }
}

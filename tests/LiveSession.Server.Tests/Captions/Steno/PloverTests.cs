using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.Steno;

/// <summary>
/// A real stenography program, as it comes from Debian: Plover reads the strokes of a machine and types, deleting what a later stroke makes
/// another word of; a terminal hands its keys on over TCP. Nothing in them knows of this product.
/// </summary>
public sealed class PloverTests
{
    private static int Lines => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 90 : 9;

    [Fact]
    public async Task What_Plover_writes_is_in_the_record_letter_by_letter_with_all_that_it_took_back_gone()
    {
        await using var server = await RunningServer.StartAsync([$"--Steno:Ports={StenoSoftware.FreePorts(1)}", "--Steno:Allow:0=127.0.0.0/8"]);
        await server.OpenSessionAsync();
        var (port, _) = await server.IssueStenoAsync();
        await using var desk = await PloverDesk.OpenAsync(port);

        for (var line = 1; line <= Lines; line++)
        {
            // "Dell" becomes "delegation" and "pe" becomes "Peru" with their second stroke, "run" becomes "running", and * takes "chair" back.
            await desk.StrokeAsync($"KPA -T TKEL TKPWAEUGS -F PE RAOU SPORS RUPB -G -T A PHEPLT KHAEUR * TPH PRAF {PloverDesk.Digit(line % 10)} KA*EUF TP-PL R-R");
        }

        await desk.WrittenAsync(async () => (await server.LinesAsync()).Length >= Lines);
        (await server.LinesAsync()).ShouldBe(Enumerable.Range(1, Lines).Select(line =>
            $"The delegation of Peru supports running the amendment in paragraph {line % 10} café."));
    }
}

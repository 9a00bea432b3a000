using LiveSession.Ingest.Live.EbuTt;

namespace LiveSession.Ingest.Tests.Live.EbuTt;

public sealed class EbuTtReaderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_the_root_says_is_read()
    {
        var document = Read(Document("<tt:body/>", "ebuttp:authorsGroupIdentifier='hall' ebuttp:authorsGroupControlToken='4' ebuttm:authorsGroupControlRequest='please'"));

        (document.Sequence, document.Number, document.Group, document.Token, document.Claim, document.Request).ShouldBe(("one", 7L, "hall", 4L, 4L, "please"));
        document.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void A_token_without_a_group_claims_nothing() => Read(Document("<tt:body/>", "ebuttp:authorsGroupControlToken='4'")).Claim.ShouldBeNull();

    [Fact]
    public void Paragraphs_and_line_breaks_are_rows_spans_are_not_and_white_space_counts_once() =>
        Rows("""
            <tt:p>
              <tt:span>Thank you,</tt:span> <tt:span>Chair.</tt:span>
              <tt:br/>
              <tt:span>We
                agree</tt:span>d
            </tt:p>
            <tt:p>Yes.</tt:p>
            """).ShouldBe(["Thank you, Chair.", "We agreed", "Yes."]);

    [Fact]
    public void A_row_has_the_id_of_its_paragraph_and_its_place_in_it() =>
        Read(Document("<tt:body><tt:div xml:id='d'><tt:p xml:id='a'><tt:span xml:id='s'>one</tt:span><tt:br/>two</tt:p><tt:p>three</tt:p><tt:p xml:id='b'><tt:br/>four</tt:p></tt:div></tt:body>"))
            .Rows.Select(row => row.Id).ShouldBe(["a", "a/1", null, "b"]);

    [Fact]
    public void White_space_that_is_to_be_kept_is_kept() =>
        Rows("<tt:p xml:space='preserve'>one  two\nthree</tt:p>").ShouldBe(["one  two", "three"]);

    [Fact]
    public void Metadata_and_other_vocabularies_hold_no_words() =>
        Rows("<tt:metadata>no</tt:metadata><tt:p><tt:metadata>no</tt:metadata>yes<x:y xmlns:x='urn:x'>no<tt:span>no</tt:span></x:y><tt:set/>!</tt:p>outside").ShouldBe(["yes!"]);

    [Fact]
    public void Every_row_has_the_language_it_begins_in() =>
        Read(Document("<tt:body><tt:div><tt:p>Hello</tt:p><tt:p xml:lang='fr'>Bonjour<tt:br/><tt:span xml:lang='jp-JP'>はい</tt:span></tt:p></tt:div></tt:body>"))
            .Rows.Select(row => row.Language).ShouldBe(["en-GB", "fr", "ja-JP"]);

    [Theory]
    [InlineData("<tt:body dur='5s'>", 0.0, 5.0)]
    [InlineData("<tt:body begin='12:00:03' dur='00:00:05'>", 3.0, 8.0)]
    [InlineData("<tt:body begin='11:59:50' end='12:00:02'>", 0.0, 2.0)]
    [InlineData("<tt:body begin='12:00:01' end='12:00:09' dur='2500ms'>", 1.0, 3.5)]
    [InlineData("<tt:body>", 0.0, null)]
    public void A_document_is_shown_from_its_begin_or_its_coming_until_what_ends_it_first(string body, double from, double? until)
    {
        var times = Read(Document($"{body}<tt:div><tt:p>x</tt:p></tt:div></tt:body>")).Times;

        (times.ShownFrom(Noon) - Noon).TotalSeconds.ShouldBe(from);
        (times.ShownUntil(Noon) - Noon)?.TotalSeconds.ShouldBe(until!.Value);
        times.ShownUntil(Noon).HasValue.ShouldBe(until is not null);
    }

    [Fact]
    public void Times_across_midnight_are_the_nearest() =>
        Read(Document("<tt:body begin='23:59:59'><tt:div><tt:p>x</tt:p></tt:div></tt:body>")).Times
            .SpokenAt(new DateTimeOffset(2026, 11, 25, 0, 0, 1, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 11, 24, 23, 59, 59, TimeSpan.Zero));

    [Fact]
    public void Words_are_kept_where_times_contradict_each_other() =>
        Rows("<tt:p><tt:span begin='14:20:05.10' end='14:20:03.02'>on the screen</tt:span></tt:p>").ShouldBe(["on the screen"]);

    [Fact]
    public void A_message_between_authors_is_no_document_and_no_fault() =>
        EbuTtReader.Read("<m:message xmlns:m='urn:ebu:tt:livemessage'><m:payload>hand over?</m:payload></m:message>").ShouldBe(EbuTtReading.Message);

    [Theory]
    [InlineData("", "not XML")]
    [InlineData("words", "not XML")]
    [InlineData("<tt>", "not with tt")]
    [InlineData("<tt xmlns='http://www.w3.org/2006/10/ttaf1'/>", "not with tt")]
    [InlineData("<body xmlns='http://www.w3.org/ns/ttml'/>", "not with tt")]
    [InlineData("<!DOCTYPE tt [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><tt xmlns='http://www.w3.org/ns/ttml'>&b;</tt>", "document type")]
    [InlineData("<!DOCTYPE tt SYSTEM 'http://127.0.0.1/x.dtd'><tt xmlns='http://www.w3.org/ns/ttml'/>", "document type")]
    [InlineData("<tt xmlns='http://www.w3.org/ns/ttml' xmlns:p='urn:ebu:tt:parameters' p:sequenceNumber='1'/>", "sequenceIdentifier")]
    [InlineData("<tt xmlns='http://www.w3.org/ns/ttml' xmlns:p='urn:ebu:tt:parameters' p:sequenceIdentifier='a'/>", "sequenceNumber")]
    [InlineData("<tt xmlns='http://www.w3.org/ns/ttml' xmlns:p='urn:ebu:tt:parameters' p:sequenceIdentifier='a' p:sequenceNumber='-1'/>", "whole number")]
    [InlineData("<tt xmlns='http://www.w3.org/ns/ttml' xmlns:p='urn:ebu:tt:parameters' p:sequenceIdentifier='a' p:sequenceNumber='99999999999999999999'/>", "whole number")]
    [InlineData("<tt xmlns='http://www.w3.org/ns/ttml' xmlns:p='urn:ebu:tt:parameters' p:sequenceIdentifier='a' p:sequenceNumber='1' xmlns:t='http://www.w3.org/ns/ttml#parameter' t:timeBase='smpte'/>", "smpte")]
    public void What_is_no_document_is_refused_with_the_reason(string xml, string why) => EbuTtReader.Read(xml).Fault.ShouldNotBeNull().ShouldContain(why);

    [Theory]
    [InlineData("<tt:body begin='soon'/>", "no time")]
    [InlineData("<tt:body dur='10f'/>", "no time")]
    [InlineData("<tt:body end='10:00:00:12'/>", "no time")]
    [InlineData("<tt:body><tt:div>", "not XML")]
    public void A_fault_in_the_middle_is_a_fault(string body, string why) => EbuTtReader.Read(Document(body)).Fault.ShouldNotBeNull().ShouldContain(why);

    [Fact]
    public void Times_rows_and_depth_have_limits()
    {
        string Nested(int depth, string attributes) => Document(
            string.Concat(Enumerable.Repeat($"<tt:div {attributes}>", depth)) + string.Concat(Enumerable.Repeat("</tt:div>", depth)));

        EbuTtReader.Read(Nested(60, "")).Fault.ShouldNotBeNull().ShouldContain("deep");
        EbuTtReader.Read(Nested(30, "begin='999999999h'")).Fault.ShouldNotBeNull();
        EbuTtReader.Read(Document($"<tt:body><tt:div><tt:p>{string.Concat(Enumerable.Repeat("x<tt:br/>", 101))}</tt:p></tt:div></tt:body>")).Fault.ShouldNotBeNull().ShouldContain("rows");
    }

    internal static string Document(string body, string attributes = "", string sequence = "one", long number = 7) => $"""
        <?xml version="1.0"?>
        <tt:tt ebuttp:sequenceIdentifier="{sequence}" ebuttp:sequenceNumber="{number}" {attributes} ttp:timeBase="clock" ttp:clockMode="utc" xml:lang="en-GB"
          xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ebuttp="urn:ebu:tt:parameters" xmlns:ebuttm="urn:ebu:tt:metadata">
        <tt:head><tt:metadata><ebuttm:documentMetadata>no words</ebuttm:documentMetadata></tt:metadata></tt:head>{body}</tt:tt>
        """;

    private static EbuTtDocument Read(string xml)
    {
        var reading = EbuTtReader.Read(xml);
        reading.Fault.ShouldBeNull();
        return reading.Document.ShouldNotBeNull();
    }

    private static IEnumerable<string> Rows(string content) => Read(Document($"<tt:body><tt:div>{content}</tt:div></tt:body>")).Rows.Select(row => row.Text);
}

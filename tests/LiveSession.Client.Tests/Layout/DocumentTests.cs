using System.Security.Claims;
using LiveSession.Client.Layout;
using LiveSession.Client.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Tests.Layout;

public sealed class DocumentTests : ClientContext
{
    [Fact]
    public void A_page_says_its_language_title_and_landmarks()
    {
        Speak("fr");
        var page = Page<Document>(p => p.Add(d => d.Title, "Mardi").AddChildContent("<h1>Mardi</h1>"), "/m/wgec-5");

        page.Find("html").GetAttribute("lang").ShouldBe("fr");
        page.Find("html").GetAttribute("dir").ShouldBe("ltr");
        page.Find("title").TextContent.ShouldBe("Mardi · LiveSession");
        page.Find("main h1").TextContent.ShouldBe("Mardi");
        page.FindAll("header, main, footer").Count.ShouldBe(3);
    }

    [Fact]
    public void The_skip_link_leads_to_this_page_in_spite_of_the_base()
    {
        var page = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), "/m/wgec-5/2");

        page.Find("base").GetAttribute("href").ShouldBe("/");
        page.Find("a").GetAttribute("href").ShouldBe("m/wgec-5/2#main");
    }

    [Fact]
    public void The_other_language_is_one_link_away_on_the_same_page()
    {
        var link = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), "/m/wgec-5/2").Find("nav a[hreflang]");

        link.TextContent.ShouldBe("Français");
        link.GetAttribute("lang").ShouldBe("fr");
        link.GetAttribute("href").ShouldBe("m/wgec-5/2?lang=fr&keep=yes");
    }

    [Fact]
    public void Size_and_theme_are_in_the_first_HTML()
    {
        var html = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), cookie: "size=200&theme=night&font=easy&lang=fr").Find("html");

        html.GetAttribute("data-size").ShouldBe("200");
        html.GetAttribute("data-theme").ShouldBe("night");
        html.GetAttribute("data-font").ShouldBe("easy");
        html.HasAttribute("data-lang").ShouldBeFalse();
    }

    [Fact]
    public void Nobody_who_chose_nothing_is_given_a_theme()
    {
        var html = Page<Document>(p => p.Add(d => d.Title, "Tuesday")).Find("html");

        html.HasAttribute("data-theme").ShouldBeFalse();
        html.HasAttribute("data-size").ShouldBeFalse();
    }

    [Fact]
    public void Reading_settings_are_a_form_that_works_without_script()
    {
        var form = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), "/m/wgec-5/2?track=fr&track=ar", "size=250").Find("form");

        form.GetAttribute("method").ShouldBe("get");
        form.GetAttribute("action").ShouldBe("m/wgec-5/2");
        form.QuerySelectorAll("select").Select(select => select.GetAttribute("name")).ShouldBe(ReaderChoice.All.Select(choice => choice.Name));
        form.QuerySelectorAll("input[type=color]").Select(colour => colour.GetAttribute("name")).ShouldBe(["text", "background"]);
        form.QuerySelectorAll("label").Length.ShouldBe(ReaderChoice.All.Length + 2);
        form.QuerySelector("option[selected]")!.TextContent.ShouldBe("250 %");
        form.QuerySelectorAll("input[name=track]").Select(track => track.GetAttribute("value")).ShouldBe(["fr", "ar"]);
    }

    [Theory]
    [InlineData("en", "777777", "Contrast 4.4 to 1: hard to read for many people. It should be 4.5 to 1 or more.")]
    [InlineData("fr", "777777", "Contraste de 4,4 pour 1 : difficile à lire pour beaucoup de personnes. Il faudrait au moins 4,5 pour 1.")]
    [InlineData("en", "000000", "Contrast 21 to 1.")]
    public void Ones_own_colours_are_in_the_form_with_words_about_their_contrast(string language, string text, string words)
    {
        Speak(language);
        var page = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), cookie: $"theme=own&text={text}&background=ffffff");

        page.Find("html").GetAttribute("style").ShouldBe($"--own-text:#{text};--own-ground:#ffffff;--own-scheme:light");
        page.Find("input[name=text]").GetAttribute("value").ShouldBe($"#{text}");
        page.Find("form output").TextContent.ShouldBe(words);
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public void Every_choice_has_its_words(string language)
    {
        Speak(language);
        var words = Services.GetRequiredService<IStringLocalizer<Text>>();

        foreach (var choice in ReaderChoice.All)
        {
            words[$"Settings.{choice.Name}"].ResourceNotFound.ShouldBeFalse(choice.Name);
            choice.Values.ShouldContain(choice.Default);
            choice.Values.Where(value => choice.Name != "size" && words[$"Settings.{choice.Name}.{value}"].ResourceNotFound).ShouldBeEmpty(choice.Name);
        }
    }

    [Fact]
    public void The_scripts_words_are_in_the_language_of_the_page_and_cannot_close_their_block()
    {
        Speak("fr");
        var words = Page<Document>(p => p.Add(d => d.Title, "Mardi")).Find("#ls-words");

        words.TextContent.ShouldContain("\"Live\":\"En direct\"");
        words.TextContent.ShouldNotContain("<");
    }

    [Fact]
    public void Assets_are_found_where_the_host_puts_them()
    {
        var page = Page<Document>(p => p.Add(d => d.Title, "Tuesday"));

        page.Find("link[rel=stylesheet]").GetAttribute("href").ShouldBe("_content/LiveSession.Client/livesession.css");
        page.Find("script[src]").GetAttribute("src").ShouldBe("_content/LiveSession.Client/js/page.js");
    }

    [Fact]
    public void Who_is_signed_in_can_sign_out_on_every_page_without_script_and_nobody_else_is_asked_to()
    {
        var anybody = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), "/m/wgec-5/2");
        var somebody = Page<Document>(p => p.Add(d => d.Title, "Tuesday"), "/m/wgec-5/2", user: new ClaimsPrincipal(new ClaimsIdentity("link")));

        anybody.FindAll("[action=sign-out], link[href*=doors]").ShouldBeEmpty();
        var form = somebody.Find("header [action=sign-out]");
        form.GetAttribute("method").ShouldBe("post");
        form.QuerySelector("button[type=submit]")!.TextContent.ShouldBe("Sign out");
    }

    [Fact]
    public void A_console_brings_its_own_landmarks()
    {
        var page = Page<Document>(p => p.Add(d => d.Title, "Chair").Add(d => d.Interactive, true).AddChildContent("<main>Now</main>"));

        page.FindAll("main").Count.ShouldBe(1);
        page.FindAll("footer").ShouldBeEmpty();
    }
}

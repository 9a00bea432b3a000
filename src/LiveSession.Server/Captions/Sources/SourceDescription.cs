using System.Globalization;
using System.Text.Json.Nodes;
using LiveSession.Ingest.Live.Posts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace LiveSession.Server.Captions.Sources;

/// <summary>What <c>/openapi/v1.json</c> says of the addresses that captioning software posts to: what they take, and everything they answer.</summary>
internal static class SourceDescription
{
    private const string Json = "application/json";
    private const string Plain = "text/plain";
    private const string Token = "token";
    private const string Bearer = "bearer";

    private static readonly (string Name, string Body)[] Examples =
    [
        ("A finished line", """{"seq":1,"text":"Merci, Madame la Présidente.\n"}"""),
        ("Keystrokes", """{"seq":2,"edits":[{"text":"We agrree"},{"erase":3},{"text":"ee."},{"newLine":true}]}"""),
        ("Another speaker, in another language", """{"seq":3,"edits":[{"speaker":"France","language":"fr","text":"Oui.\n"}],"spokenAt":"2026-11-23T19:22:52.2Z"}"""),
        ("Taking over from a colleague's software", """{"seq":4,"controlToken":7,"text":"Good afternoon.\n"}"""),
    ];

    /// <summary>Describes the caption sources, and nothing else.</summary>
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<OpenToOtherSites>().Any();
        options.AddDocumentTransformer((document, context, _) =>
        {
            var sources = context.ApplicationServices.GetRequiredService<IOptions<SourceOptions>>().Value;
            foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? []))
            {
                Describe(operation, document, sources);
            }

            (document.Components ??= new()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Query,
                    Name = Token,
                    Description = "The source's secret, as it stands in the address that was issued.",
                },
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "The same secret, out of the address." },
            };
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiOperation operation, OpenApiDocument document, SourceOptions sources)
    {
        var (secrets, unknown, notRunning, ours) = operation.OperationId switch
        {
            "PostCaptions" or "PostCaptionWebhook" => ([Token], 401, 409, true),
            "PostCartCaption" => ([Token], 401, 404, false),
            _ => ((string[])["signature", "cid"], 403, 400, false),
        };
        operation.Parameters = [.. ParametersOf(operation.OperationId!, secrets, ours)];
        operation.Security = ours
            ? [new() { [new(Token, document)] = [] }, new() { [new(Bearer, document)] = [] }]
            : null;
        operation.RequestBody = operation.OperationId switch
        {
            "PostCaptions" => Body(Json, Post(), Examples),
            "PostCaptionWebhook" => Body(Json, Webhook(), ("Web Captioner", """{"transcript":"good morning","sequence":0}"""), ("lcyt", """{"source":"lcyt","sequence":1,"captions":[{"text":"Merci.","captionLang":"fr"}]}""")),
            "GetClosedCaptionSequence" => null,
            _ => Body(Plain, new OpenApiSchema { Type = JsonSchemaType.String }),
        };
        operation.Responses = new OpenApiResponses { ["200"] = Answer(operation.RequestBody is null ? "The number of the last post taken; 0 before the first." : "Taken, or taken before. The server's time.", Plain) };
        var faults = operation.RequestBody is null ? [(unknown, "The secret opens nothing.")] : FaultsOf(unknown, notRunning, ours, sources);
        foreach (var (status, meaning) in faults)
        {
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), Answer(meaning, ours ? Json : Plain, status is 429));
        }
    }

    private static IEnumerable<(int Status, string Meaning)> FaultsOf(int unknown, int notRunning, bool ours, SourceOptions sources)
    {
        if (ours)
        {
            yield return (202, "Heard and not aired: somebody else is on air. Do not send it again.");
        }

        yield return (400, ours
            ? "The post cannot be read (326; 340 where a member is not what it must be, which about names), or the source is of another protocol (328). Nothing of it was taken."
            : "The post cannot be read, the source is of another protocol, or the session does not run.");
        yield return (unknown, "The secret opens nothing: it is wrong, or the source was withdrawn.");
        yield return (notRunning, "The session has not been opened, is suspended, or is closed.");
        yield return (408, "The post did not come within ten seconds.");
        yield return (413, string.Create(CultureInfo.InvariantCulture, $"The post is longer than {sources.PostLength} bytes, unpacked."));
        yield return (415, "The post is packed (342) or written (343) in a way that is not read here: send UTF-8, as it is or packed as gzip, deflate or br.");
        yield return (429, string.Create(CultureInfo.InvariantCulture, $"More than {sources.PostsPerSecond} posts a second for long. Send it again after the time in Retry-After."));
        yield return (503, "It cannot be recorded just now. Send it again with the same number.");
    }

    private static IEnumerable<IOpenApiParameter> ParametersOf(string operation, string[] secrets, bool ours)
    {
        if (!ours)
        {
            foreach (var secret in secrets)
            {
                yield return Query(secret, "The source's secret, as it stands in the address that was issued.", JsonSchemaType.String, required: secrets.Length == 1);
            }
        }

        if (operation is "PostClosedCaption" or "PostCaptions" or "PostCaptionWebhook")
        {
            yield return Query("seq", "The number of the post: up by one with each, and the same when one is sent again. In JSON it may stand in the body.", JsonSchemaType.Integer);
        }

        if (operation is not "GetClosedCaptionSequence")
        {
            yield return Query("lang", "The language of this post, a BCP 47 tag; the source's own where it is left out.", JsonSchemaType.String);
        }
    }

    private static OpenApiParameter Query(string name, string meaning, JsonSchemaType type, bool required = false) =>
        new() { Name = name, In = ParameterLocation.Query, Description = meaning, Required = required, Schema = new OpenApiSchema { Type = type } };

    private static OpenApiSchema Post()
    {
        var post = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "One step in writing, with its members in this order: language, speaker, clear, erase, text, newLine; or several steps in edits. A line ends with \\n in its text, or with newLine; until then the next post goes on in it. An empty body says that somebody is there.",
            Properties = EditMembers(),
            AdditionalPropertiesAllowed = false,
        };
        post.Properties["edits"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = EditMembers(), AdditionalPropertiesAllowed = false },
            Description = "Several steps, one after the other, instead of the members of one beside them.",
        };
        post.Properties["seq"] = Whole(IPostReader.LargestNumber, "The number of the post. Without it, the same post within a second counts as a repetition.");
        post.Properties["spokenAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When the words were said (RFC 3339). A clock that is wrong is noticed and set right." };
        post.Properties["controlToken"] = Whole(
            long.MaxValue, "Takes the pen where it is higher than the token of who has it, as EBU Tech 3370 hands over; every other way of taking the pen counts as one higher.");
        return post;
    }

    private static Dictionary<string, IOpenApiSchema> EditMembers() => new()
    {
        ["language"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The language from here on, a BCP 47 tag." },
        ["speaker"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Who speaks from here on; null for whoever has the floor." },
        ["clear"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Takes back the line that is begun." },
        ["erase"] = Whole(10_000, "How many code points are taken back, also of lines that are finished."),
        ["text"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Words to add as they are; a line break (\\n) finishes the line, U+0008 takes back a code point." },
        ["newLine"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Finishes the line." },
    };

    private static OpenApiSchema Webhook() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A phrase in transcript, or lines in captions. Other members beside them are passed over; a post that has others and neither of the two is refused (340).",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["transcript"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A phrase, as Web Captioner sends it." },
            ["sequence"] = Whole(IPostReader.LargestNumber, "The number of the post."),
            ["captions"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Lines, as lcyt sends them.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["text"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["captionLang"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The language of this line; without it, the one that the address names, or else the source's own." },
                    },
                },
            },
        },
    };

    private static OpenApiSchema Whole(long most, string meaning) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = "0",
        Maximum = most.ToString(CultureInfo.InvariantCulture),
        Description = meaning,
    };

    private static OpenApiRequestBody Body(string type, OpenApiSchema schema, params (string Name, string Body)[] examples) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [type] = new()
            {
                Schema = schema,
                Examples = examples.Length == 0 ? null : examples.ToDictionary(example => example.Name, example => (IOpenApiExample)new OpenApiExample { Value = JsonNode.Parse(example.Body) }),
            },
        },
    };

    private static OpenApiResponse Answer(string meaning, string type, bool again = false) => new()
    {
        Description = meaning,
        Headers = again ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.Integer }, Description = "Seconds." } } : null,
        Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = type is Json ? Refusal() : new OpenApiSchema { Type = JsonSchemaType.String } } },
    };

    private static OpenApiSchema Refusal() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Stable; what it means never changes." },
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The reason in words." },
            ["about"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "What it is about: a member, a name, a number." },
        },
        Required = new HashSet<string> { "code", "message" },
    };
}

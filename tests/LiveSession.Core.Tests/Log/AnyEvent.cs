using CsCheck;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

/// <summary>Events of every stored type, made through their constructors from numbers, with text as nasty as it gets.</summary>
internal static class AnyEvent
{
    private static readonly string[] Scraps =
        [
            "", " ", "a", "\"", "\\", "\\u0000", "\0", "\u0007", "\r\n", "\u2028", "\u2029", "\uFEFF", "\uFFFD", "\uFFFE", "\u202E", "\u200D", "\u0301",
            "</script>", "{\"seq\":1}", "\u0634\u0643\u0631\u0627", "\u4E3B\u5E2D", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U000E0041", "\u00E9", "e\u0301", "'; DROP TABLE",
        ];

    private static readonly string[] Names = [.. EventNames.All.Order(StringComparer.Ordinal)];

    public static Gen<NewEvent> Happened { get; } = Gen.Int[0, int.MaxValue].Array[40].Select(numbers => new Source(numbers).Happened());

    // Takes its numbers one by one: the same numbers are the same event.
    private sealed class Source(int[] numbers)
    {
        private int _next;

        public NewEvent Happened() => new(
            (DateTimeOffset)Value(typeof(DateTimeOffset)), ParticipantId.From(Id()), CommandId.From(Id()), (LogEvent)Value(EventNames.TypeOf(Names[Below(Names.Length)])!));

        private object Value(Type type)
        {
            if (Nullable.GetUnderlyingType(type) is { } inner)
            {
                return Below(3) == 0 ? null! : Value(inner);
            }

            return type switch
            {
                _ when type == typeof(string) => string.Concat(Enumerable.Range(0, Below(4)).Select(_ => Scraps[Below(Scraps.Length)])),
                _ when type == typeof(int) => Number() - (int.MaxValue / 2),
                _ when type == typeof(long) => (long)Number() << 31 | (uint)Number(),
                _ when type == typeof(bool) => Below(2) == 0,
                _ when type == typeof(Guid) => Id(),
                _ when type == typeof(TimeSpan) => TimeSpan.FromTicks((long)Number() * Number()),
                _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(Below(27 * 60) - (13 * 60)))
                    .AddTicks((long)Number() * 1_000_003),
                _ when type.IsEnum => Enum.GetValues(type).GetValue(Below(Enum.GetValues(type).Length))!,
                _ when type == typeof(ImmutableArray<AgendaItemView>) =>
                    Enumerable.Range(0, Below(4)).Select(_ => (AgendaItemView)Value(typeof(AgendaItemView))).ToImmutableArray(),
                _ when type == typeof(ImmutableArray<GlossaryEntry>) =>
                    Enumerable.Range(0, Below(4)).Select(_ => (GlossaryEntry)Value(typeof(GlossaryEntry))).ToImmutableArray(),
                _ when type == typeof(ImmutableArray<string>) =>
                    Enumerable.Range(0, Below(4)).Select(_ => (string)Value(typeof(string))).ToImmutableArray(),
                _ when type == typeof(ImmutableArray<long>) =>
                    Enumerable.Range(0, Below(4)).Select(_ => (long)Value(typeof(long))).ToImmutableArray(),
                _ when type == typeof(ImmutableArray<RedactedEvent>) =>
                    Enumerable.Range(0, Below(4)).Select(_ => (RedactedEvent)Value(typeof(RedactedEvent))).ToImmutableArray(),
                _ => Constructed(type),
            };
        }

        private object Constructed(Type type)
        {
            var constructor = type.GetConstructors()[0];
            return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType))]);
        }

        private Guid Id() => new(Number(), (short)Number(), (short)Number(), BitConverter.GetBytes((long)Number()));

        private int Below(int bound) => Number() % bound;

        private int Number() => numbers[_next++ % numbers.Length];
    }
}

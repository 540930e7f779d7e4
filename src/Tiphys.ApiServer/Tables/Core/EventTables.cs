using Tiphys.Api.Core.V1;
using CoreEvent = Tiphys.Api.Core.V1.Event;
using NewEvent = Tiphys.Api.Events.V1.Event;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>Events, of both of their groups.</summary>
internal static class EventTables
{
    public static KindTable Core { get; } = Columns().Build<CoreEvent>(Row.Of);

    public static KindTable Events { get; } = Columns().Build<NewEvent>(Row.Of);

    private static TableBuilder<Row> Columns() => new TableBuilder<Row>()
        .Text("Last Seen", "How long ago this was last observed.", row => row.LastSeen)
        .Text("Type", "Kind of event.", row => row.Type)
        .Text("Reason", "Why it happened, in one word.", row => row.Reason)
        .Text("Object", "What it happened to.", row => row.Object)
        .Text("Subobject", "Part of the object.", row => row.Target.FieldPath).Wide()
        .Text("Source", "Who tells of it.", row => row.Source).Wide()
        .Text("Message", "What happened.", row => row.Message.Trim())
        .Text("First Seen", "How long ago this was first observed.", row => row.FirstSeen).Wide()
        .Integer("Count", "How often it was observed.", row => row.Count).Typed("string").Wide()
        .Name().Wide();

    private sealed record Row
    {
        public required string LastSeen { get; init; }

        public required string FirstSeen { get; init; }

        public required string Type { get; init; }

        public required string Reason { get; init; }

        public required ObjectReference Target { get; init; }

        public required string Source { get; init; }

        public required string Message { get; init; }

        public required long Count { get; init; }

        public string Object => Target.Name.Length > 0 ? $"{Target.Kind.ToLowerInvariant()}/{Target.Name}" : Target.Kind.ToLowerInvariant();

        public static Row Of(CoreEvent value, DateTimeOffset now)
        {
            var first = First(value.FirstTimestamp, value.EventTime, now);
            return new()
            {
                FirstSeen = first,
                LastSeen = value.Series is { } series ? Ages.Since(series.LastObservedTime, now) : Last(value.LastTimestamp, first, now),
                Type = value.Type,
                Reason = value.Reason,
                Target = value.InvolvedObject,
                Source = SourceOf(value.Source, value.ReportingController, value.ReportingInstance),
                Message = value.Message,
                Count = value.Series?.Count ?? (value.Count == 0 ? 1 : value.Count),
            };
        }

        public static Row Of(NewEvent value, DateTimeOffset now)
        {
            var first = First(value.DeprecatedFirstTimestamp, value.EventTime, now);
            return new()
            {
                FirstSeen = first,
                LastSeen = value.Series is { } series ? Ages.Since(series.LastObservedTime, now) : Last(value.DeprecatedLastTimestamp, first, now),
                Type = value.Type,
                Reason = value.Reason,
                Target = value.Regarding,
                Source = SourceOf(value.DeprecatedSource, value.ReportingController, value.ReportingInstance),
                Message = value.Note,
                Count = value.Series?.Count ?? (value.DeprecatedCount == 0 ? 1 : value.DeprecatedCount),
            };
        }

        private static string First(Time first, MicroTime at, DateTimeOffset now) => first.IsZero ? Ages.Since(at, now) : Ages.Since(first, now);

        private static string Last(Time last, string first, DateTimeOffset now) => last.IsZero ? first : Ages.Since(last, now);

        private static string SourceOf(EventSource source, string controller, string instance)
        {
            var component = source.Component.Length > 0 ? source.Component : controller;
            var host = source.Host.Length > 0 ? source.Host : instance;
            return host.Length == 0 ? component : $"{component}, {host}";
        }
    }
}

using Tiphys.Api.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>The events of a YAML text in which aliases stand for the nodes that they name.</summary>
internal sealed class YamlEvents(Parser parser)
{
    // More events than this are a text that grows by its aliases rather than by what it says.
    private const int MaxEvents = 1_000_000;

    private readonly Dictionary<string, List<ParsingEvent>> _anchored = new(StringComparer.Ordinal);
    private readonly List<Recording> _recordings = [];
    private readonly Stack<IEnumerator<ParsingEvent>> _replays = [];
    private ParsingEvent? _ahead;
    private int _count;

    /// <summary>The next event, which stays; null at the end.</summary>
    public ParsingEvent? Peek() => _ahead ??= Next();

    /// <summary>The next event, which is taken; null at the end.</summary>
    public ParsingEvent? Take()
    {
        var next = Peek();
        _ahead = null;
        return next;
    }

    /// <summary>Takes the next event when it is of a type.</summary>
    public bool TryTake<T>(out T taken)
        where T : ParsingEvent
    {
        if (Peek() is T found)
        {
            _ahead = null;
            taken = found;
            return true;
        }

        taken = null!;
        return false;
    }

    /// <summary>The events of the next node, which are taken.</summary>
    public List<ParsingEvent> TakeNode()
    {
        var node = new List<ParsingEvent>();
        var depth = 0;
        do
        {
            var each = Take() ?? throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: unexpected end of stream");
            node.Add(each);
            depth += each.NestingIncrease;
        }
        while (depth > 0);
        return node;
    }

    /// <summary>Puts events before those that come next.</summary>
    public void Insert(IEnumerable<ParsingEvent> events)
    {
        if (_ahead is not null)
        {
            events = events.Append(_ahead);
            _ahead = null;
        }

        _replays.Push(events.GetEnumerator());
    }

    private ParsingEvent? Next()
    {
        if (++_count > MaxEvents)
        {
            throw StatusErrors.BadRequest("error converting YAML to JSON: yaml: document contains excessive aliasing");
        }

        while (_replays.TryPeek(out var replay))
        {
            if (replay.MoveNext())
            {
                return replay.Current;
            }

            _replays.Pop().Dispose();
        }

        return parser.MoveNext() ? Resolve(parser.Current!) : null;
    }

    private ParsingEvent? Resolve(ParsingEvent current)
    {
        if (current is AnchorAlias alias)
        {
            var node = _anchored.GetValueOrDefault(alias.Value.Value)
                ?? throw StatusErrors.BadRequest($"error converting YAML to JSON: yaml: unknown anchor '{alias.Value.Value}' referenced");
            Record(node);
            Insert(node);
            return Next();
        }

        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _recordings.Add(new(anchored.Anchor.Value, []));
        }

        Record([current]);
        return current;
    }

    private void Record(List<ParsingEvent> events)
    {
        for (var i = _recordings.Count - 1; i >= 0; i--)
        {
            var recording = _recordings[i];
            recording.Events.AddRange(events);
            recording.Depth += events.Sum(each => each.NestingIncrease);
            if (recording.Depth <= 0)
            {
                _anchored[recording.Name] = recording.Events;
                _recordings.RemoveAt(i);
            }
        }
    }

    private sealed class Recording(string name, List<ParsingEvent> events)
    {
        public string Name => name;

        public List<ParsingEvent> Events => events;

        public int Depth { get; set; }
    }
}

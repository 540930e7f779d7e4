using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json;

/// <summary>
/// Goes along while JSON is read into API types: knows where the reader stands, so that errors name the field, and in strict mode
/// collects unknown and duplicate fields. One context serves one read at a time.
/// </summary>
public sealed partial class JsonReadContext
{
    /// <summary>So many unknown or duplicate fields are reported at most, as upstream does.</summary>
    public const int MaxProblems = 100;

    private readonly List<string>? _problems;
    private Frame[] _frames = new Frame[16];
    private int _depth;

    /// <summary>Starts; in strict mode unknown and duplicate fields are collected, otherwise they are skipped.</summary>
    public JsonReadContext(bool strict = false) => _problems = strict ? [] : null;

    /// <summary>Unknown and duplicate fields that were met in strict mode, for example <c>unknown field "spec.foo"</c>.</summary>
    public IReadOnlyList<string> Problems => _problems ?? [];

    /// <summary>Checks that the reader stands at an object and goes into it.</summary>
    public void StartObject(ref Utf8JsonReader reader, string structName, string typeName)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Mismatch(ref reader, typeName, null);
        }

        Push(structName, null);
    }

    /// <summary>Leaves an object.</summary>
    public void EndObject() => _depth--;

    /// <summary>The property name at which the reader stands.</summary>
    public ReadOnlySpan<byte> ReadName(ref Utf8JsonReader reader)
    {
        if (_problems is not null)
        {
            NoteDuplicate(Text(ref reader));
        }

        return reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text(ref reader)) : reader.ValueSpan;
    }

    /// <summary>Skips the value of a field that the type does not have.</summary>
    public void SkipUnknown(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name)
    {
        if (_problems is not null)
        {
            AddProblem($"unknown field \"{Path(Encoding.UTF8.GetString(name))}\"");
        }

        reader.Skip();
    }

    /// <summary>Goes into an inline struct, whose name upstream's errors show as a step of the path.</summary>
    public void EnterInline(string name)
    {
        Push(null, name);
        _frames[_depth - 1].IsInline = true;
    }

    /// <summary>Leaves an inline struct or a step of the path.</summary>
    public void Exit() => _depth--;

    private void Push(string? structName, string? field, int index = -1)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        ref var frame = ref _frames[_depth++];
        frame.StructName = structName;
        frame.Field = field;
        frame.Index = index;
        frame.IsInline = false;
        frame.Seen?.Clear();
    }

    private void NoteDuplicate(string name)
    {
        ref var frame = ref _frames[_depth - 1];
        frame.Seen ??= new HashSet<string>(StringComparer.Ordinal);
        if (!frame.Seen.Add(name))
        {
            AddProblem($"duplicate field \"{Path(name)}\"");
        }
    }

    private void AddProblem(string problem)
    {
        if (_problems!.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Path with indexes, for strict errors: <c>spec.containers[0].foo</c>.</summary>
    private string Path(string last)
    {
        var path = new StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            var frame = _frames[i];
            if (frame.Index >= 0)
            {
                path.Append('[').Append(frame.Index).Append(']');
            }
            else if (frame.Field is not null && !frame.IsInline)
            {
                path.Append(path.Length == 0 ? "" : ".").Append(frame.Field);
            }
        }

        return path.Append(path.Length == 0 ? "" : ".").Append(last).ToString();
    }

    private struct Frame
    {
        public string? StructName;
        public string? Field;
        public int Index;
        public HashSet<string>? Seen;

        // An inline struct is a step in Go's errors but not in the JSON path.
        public bool IsInline;
    }
}

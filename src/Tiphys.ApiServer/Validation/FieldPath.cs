namespace Tiphys.ApiServer.Validation;

/// <summary>The place of a value in an object: <c>spec.containers[0].env[FOO]</c>. Immutable; a child refers to its parent.</summary>
public sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string _text;
    private readonly bool _isIndex;

    private FieldPath(FieldPath? parent, string text, bool isIndex)
    {
        _parent = parent;
        _text = text;
        _isIndex = isIndex;
    }

    /// <summary>The place of what belongs to no field.</summary>
    public static FieldPath None { get; } = new(null, "", true);

    /// <summary>A path that starts with the given field; it may hold several, separated by dots.</summary>
    public static FieldPath Root(string name) => new(null, name, false);

    /// <summary>A field of the value.</summary>
    public FieldPath Child(string name) => new(this, name, false);

    /// <summary>An item of the list.</summary>
    public FieldPath Index(int index) => new(this, index.ToString(System.Globalization.CultureInfo.InvariantCulture), true);

    /// <summary>An entry of the map.</summary>
    public FieldPath Key(string key) => new(this, key, true);

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_parent is null)
        {
            return _isIndex ? $"[{_text}]" : _text;
        }

        return _isIndex ? $"{_parent}[{_text}]" : $"{_parent}.{_text}";
    }
}

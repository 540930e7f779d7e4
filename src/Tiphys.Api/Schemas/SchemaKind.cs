namespace Tiphys.Api.Schemas;

/// <summary>The shape of a value that a <see cref="Schema"/> describes.</summary>
public enum SchemaKind
{
    /// <summary>Any JSON value.</summary>
    Any,

    /// <summary>An object with known fields.</summary>
    Object,

    /// <summary>An object with free keys and values of one schema.</summary>
    Map,

    /// <summary>A list of values of one schema.</summary>
    List,

    /// <summary>A string.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number or a string.</summary>
    IntOrString,
}

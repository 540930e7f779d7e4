namespace Tiphys.Api;

/// <summary>Marks a record as a Kubernetes API type, from which the generator derives codecs, schema and empty value.</summary>
/// <param name="modelName">Name of the type in OpenAPI, for example <c>io.k8s.api.core.v1.PodSpec</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ApiTypeAttribute(string modelName) : Attribute
{
    /// <summary>Name of the type in OpenAPI.</summary>
    public string ModelName { get; } = modelName;

    /// <summary>API group of a root object; empty for the core group.</summary>
    public string Group { get; set; } = "";

    /// <summary>API version; with <see cref="Kind"/> it makes the type a root object that carries apiVersion and kind.</summary>
    public string Version { get; set; } = "";

    /// <summary>Kind of a root object; empty for a type that only lives inside others.</summary>
    public string Kind { get; set; } = "";

    /// <summary>True for a list whose items carry apiVersion and kind; those of other lists do not.</summary>
    public bool TypedItems { get; set; }

    /// <summary>True when server-side apply treats a value of this type as one unit.</summary>
    public bool Atomic { get; set; }
}

namespace Tiphys.Api.Authorization.V1;

/// <summary>Describes an action on a plain URL path for an access check.</summary>
[ApiType("io.k8s.api.authorization.v1.NonResourceAttributes")]
public sealed partial record NonResourceAttributes
{
    /// <summary>URL path that would be requested, such as /healthz.</summary>
    [ApiField("path", 1, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }

    /// <summary>HTTP method in lower case that would be used, such as get.</summary>
    [ApiField("verb", 2, OmitEmpty = true, Optional = true)]
    public partial string Verb { get; init; }
}

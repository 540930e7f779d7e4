namespace Tiphys.Api.Authorization.V1;

/// <summary>A group of actions that the subject may perform on plain URL paths.</summary>
[ApiType("io.k8s.api.authorization.v1.NonResourceRule")]
public sealed partial record NonResourceRule
{
    /// <summary>Allowed HTTP methods in lower case, with an asterisk meaning all of them.</summary>
    [ApiField("verbs", 1)]
    public partial ApiList<string> Verbs { get; init; }

    /// <summary>Allowed URL paths, in which an asterisk may appear only as the complete last segment.</summary>
    [ApiField("nonResourceURLs", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> NonResourceURLs { get; init; }
}

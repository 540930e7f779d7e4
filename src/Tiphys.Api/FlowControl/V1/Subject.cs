namespace Tiphys.Api.FlowControl.V1;

/// <summary>Identifies who sent a request, as exactly one of a user, a group or a service account.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.Subject")]
public sealed partial record Subject
{
    /// <summary>Which variant is filled in: User, Group or ServiceAccount.</summary>
    [ApiField("kind", 1, TypeName = "v1.SubjectKind")]
    public partial string Kind { get; init; }

    /// <summary>Matches by user name; set only when the kind is User.</summary>
    [ApiField("user", 2, OmitEmpty = true, Optional = true)]
    public partial UserSubject? User { get; init; }

    /// <summary>Matches by group membership; set only when the kind is Group.</summary>
    [ApiField("group", 3, OmitEmpty = true, Optional = true)]
    public partial GroupSubject? Group { get; init; }

    /// <summary>Matches by service account; set only when the kind is ServiceAccount.</summary>
    [ApiField("serviceAccount", 4, OmitEmpty = true, Optional = true)]
    public partial ServiceAccountSubject? ServiceAccount { get; init; }
}

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Where the authorizer finds the roles and bindings of this moment.</summary>
public interface IRbacSource
{
    /// <summary>An immutable view; take it once per decision.</summary>
    RbacModel Current { get; }
}

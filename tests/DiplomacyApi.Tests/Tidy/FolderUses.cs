using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace DiplomacyApi.Tests.Tidy;

/// <summary>That a type of one folder uses a type of another.</summary>
internal sealed record FolderUse(string From, string To, string User, string Used);

/// <summary>
/// Reads from a compiled assembly which of its types use which others: in signatures, bases, attributes, constraints and the bodies of
/// methods. The folder of a type is the first part of its namespace below the assembly's name. Constants are not seen, as the compiler
/// copies them.
/// </summary>
internal sealed class FolderUses : ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>
{
    private const string RootFolder = "(root)";

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>()
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly string _assembly;

    private FolderUses(PEReader file)
    {
        (_file, _metadata) = (file, file.GetMetadataReader());
        _assembly = _metadata.GetString(_metadata.GetAssemblyDefinition().Name);
    }

    /// <summary>One use for each pair of folders of which one uses the other.</summary>
    public static IReadOnlyList<FolderUse> Of(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        return new FolderUses(file).Read();
    }

    private List<FolderUse> Read() =>
    [
        .. from type in _metadata.TypeDefinitions
           let @from = FolderOf(type)
           where @from is not null
           from used in UsedBy(_metadata.GetTypeDefinition(type)).Distinct()
           let to = FolderOf(used)
           where to is not null && to != @from
           let use = new FolderUse(@from, to, NameOf(type), NameOf(used))
           group use by (use.From, use.To) into uses
           orderby uses.Key
           select uses.MinBy(use => (use.User, use.Used)),
    ];

    private IEnumerable<TypeDefinitionHandle> UsedBy(TypeDefinition type)
    {
        var used = type.GetInterfaceImplementations().Select(one => _metadata.GetInterfaceImplementation(one).Interface)
            .Append(type.BaseType).SelectMany(Resolve)
            .Concat(Attributes(type.GetCustomAttributes())).Concat(Constraints(type.GetGenericParameters()));
        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
            used = used.Concat(field.DecodeSignature(this, null)).Concat(Attributes(field.GetCustomAttributes()));
        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
            used = used.Concat(UsedBy(method));
        return used;
    }

    private IEnumerable<TypeDefinitionHandle> UsedBy(MethodDefinition method)
    {
        var used = TypesOf(method.DecodeSignature(this, null)).Concat(Attributes(method.GetCustomAttributes()))
            .Concat(Constraints(method.GetGenericParameters()));
        if (method.RelativeVirtualAddress == 0) return used;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            used = used.Concat(_metadata.GetStandaloneSignature(body.LocalSignature)
                .DecodeLocalSignature(this, null).SelectMany(one => one));
        return used.Concat(body.ExceptionRegions.SelectMany(region => Resolve(region.CatchType))).Concat(Instructions(body.GetILReader()));
    }

    private List<TypeDefinitionHandle> Instructions(BlobReader code)
    {
        var used = new List<TypeDefinitionHandle>();
        while (code.RemainingBytes > 0)
        {
            int instruction = code.ReadByte();
            if (instruction == 0xFE) instruction = (instruction << 8) | code.ReadByte();
            switch (Operands[instruction])
            {
                case OperandType.InlineNone: break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar: code.Offset += 1; break;
                case OperandType.InlineVar: code.Offset += 2; break;
                case OperandType.InlineI8 or OperandType.InlineR: code.Offset += 8; break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    used.AddRange(Resolve(MetadataTokens.EntityHandle(code.ReadInt32())));
                    break;
                default: code.Offset += 4; break;
            }
        }
        return used;
    }

    /// <summary>The types of this assembly that a token names.</summary>
    private IEnumerable<TypeDefinitionHandle> Resolve(EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.TypeDefinition when !token.IsNil: return [(TypeDefinitionHandle)token];
            case HandleKind.TypeSpecification:
                return _metadata.GetTypeSpecification((TypeSpecificationHandle)token)
                .DecodeSignature(this, null);
            case HandleKind.FieldDefinition: return [_metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType()];
            case HandleKind.MethodDefinition: return [_metadata.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType()];
            case HandleKind.MethodSpecification:
                var instance = _metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                return Resolve(instance.Method).Concat(instance.DecodeSignature(this, null).SelectMany(one => one));
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)token);
                return Resolve(member.Parent).Concat(member.GetKind() == MemberReferenceKind.Method
                    ? TypesOf(member.DecodeMethodSignature(this, null))
                    : member.DecodeFieldSignature(this, null));
            default: return [];
        }
    }

    private IEnumerable<TypeDefinitionHandle> Attributes(CustomAttributeHandleCollection attributes) =>
        attributes.SelectMany(one => Resolve(_metadata.GetCustomAttribute(one).Constructor));

    private IEnumerable<TypeDefinitionHandle> Constraints(GenericParameterHandleCollection parameters) => parameters
        .SelectMany(one => _metadata.GetGenericParameter(one).GetConstraints())
        .SelectMany(one => Resolve(_metadata.GetGenericParameterConstraint(one).Type));

    private static IEnumerable<TypeDefinitionHandle> TypesOf(MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) =>
        signature.ParameterTypes.Prepend(signature.ReturnType).SelectMany(one => one);

    /// <summary>The folder of a type; null for what the compiler puts elsewhere.</summary>
    private string? FolderOf(TypeDefinitionHandle type)
    {
        var @namespace = _metadata.GetString(_metadata.GetTypeDefinition(Outermost(type)).Namespace);
        if (@namespace == _assembly) return RootFolder;
        return @namespace.StartsWith($"{_assembly}.", StringComparison.Ordinal) ? @namespace[(_assembly.Length + 1)..].Split('.')[0] : null;
    }

    private string NameOf(TypeDefinitionHandle type) => _metadata.GetString(_metadata.GetTypeDefinition(Outermost(type)).Name);

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle type)
    {
        while (_metadata.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } around) type = around;
        return type;
    }

    ImmutableArray<TypeDefinitionHandle> ISimpleTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetTypeFromDefinition(
        MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

    ImmutableArray<TypeDefinitionHandle> ISimpleTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetTypeFromReference(
        MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

    ImmutableArray<TypeDefinitionHandle> ISimpleTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetPrimitiveType(
        PrimitiveTypeCode typeCode) => [];

    ImmutableArray<TypeDefinitionHandle> ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>.GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    ImmutableArray<TypeDefinitionHandle> ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>.GetFunctionPointerType(
        MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) => [.. TypesOf(signature)];

    ImmutableArray<TypeDefinitionHandle> ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>.GetGenericMethodParameter(
        object? genericContext, int index) => [];

    ImmutableArray<TypeDefinitionHandle> ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>.GetGenericTypeParameter(
        object? genericContext, int index) => [];

    ImmutableArray<TypeDefinitionHandle> ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>.GetModifiedType(
        ImmutableArray<TypeDefinitionHandle> modifier, ImmutableArray<TypeDefinitionHandle> unmodifiedType, bool isRequired) =>
        unmodifiedType;

    ImmutableArray<TypeDefinitionHandle> ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>.GetPinnedType(
        ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

    ImmutableArray<TypeDefinitionHandle> IConstructedTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetArrayType(
        ImmutableArray<TypeDefinitionHandle> elementType, ArrayShape shape) => elementType;

    ImmutableArray<TypeDefinitionHandle> IConstructedTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetByReferenceType(
        ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

    ImmutableArray<TypeDefinitionHandle> IConstructedTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetGenericInstantiation(
        ImmutableArray<TypeDefinitionHandle> genericType, ImmutableArray<ImmutableArray<TypeDefinitionHandle>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(one => one)];

    ImmutableArray<TypeDefinitionHandle> IConstructedTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetPointerType(
        ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

    ImmutableArray<TypeDefinitionHandle> ISZArrayTypeProvider<ImmutableArray<TypeDefinitionHandle>>.GetSZArrayType(
        ImmutableArray<TypeDefinitionHandle> elementType) => elementType;
}
